import protobuf from 'protobufjs';
import { TOMBSTONE } from '../store/events.ts';
import { messages } from './messages.ts';

const { root } = protobuf.parse(messages);

/**
 * Creates a decoder for the protobuf message `name` of `messages.ts`. Absent fields get the defaults of proto3. Under
 * the name of a `oneof`, the decoded message has the name of the field that is present, if any.
 */
export function createDecoder<Message>(name: string): (bytes: Uint8Array) => Message {
  const type = root.lookupType(name);
  return (bytes) => type.decode(bytes) as unknown as Message;
}

/**
 * Creates an encoder for the protobuf message `name` of `messages.ts`. A 64-bit integer may be a safe number or a
 * decimal string.
 */
export function createEncoder(name: string): (message: object) => Buffer {
  const type = root.lookupType(name);
  return (message) => type.encode(message).finish() as Buffer;
}

/** A decoded 64-bit integer, as two halves of 32 bits. */
export type Integer64 = { readonly low: number; readonly high: number };

/** A decoded 64-bit integer as an unsigned bigint. */
export const bigintOf = ({ low, high }: Integer64): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** A decoded 64-bit integer as an unsigned number, or the greatest safe integer if the value is greater. */
export function safeIntegerOf(value: Integer64): number {
  const number = bigintOf(value);
  return number > BigInt(TOMBSTONE) ? TOMBSTONE : Number(number);
}
