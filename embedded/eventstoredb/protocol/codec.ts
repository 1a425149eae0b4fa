import protobuf from 'protobufjs';
import { TOMBSTONE } from '../store/events.ts';
import { messages } from './messages.ts';

const { root } = protobuf.parse(messages);

/**
 * A decoder for the message `name` of `messages.ts`. Absent fields have the defaults of proto3; the name of a `oneof` holds
 * the name of its field that is present, if any.
 */
export function createDecoder<Message>(name: string): (bytes: Uint8Array) => Message {
  const type = root.lookupType(name);
  return (bytes) => type.decode(bytes) as unknown as Message;
}

/** An encoder for the message `name`. 64-bit integers may be safe numbers or decimal strings. */
export function createEncoder(name: string): (message: object) => Buffer {
  const type = root.lookupType(name);
  return (message) => type.encode(message).finish() as Buffer;
}

/** A decoded 64-bit integer, in two halves of 32 bits. */
export type Integer64 = { readonly low: number; readonly high: number };

/** The integer, read as unsigned. */
export const bigintOf = ({ low, high }: Integer64): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** The integer, read as unsigned; the greatest safe integer if it is not safe. */
export function safeIntegerOf(value: Integer64): number {
  const number = bigintOf(value);
  return number > BigInt(TOMBSTONE) ? TOMBSTONE : Number(number);
}
