import type { ExpectedRevision } from '../store/events.ts';
import { bigintOf, createDecoder, type Integer64, safeIntegerOf } from './codec.ts';
import { textOfUuid, type UuidMessage } from './uuid.ts';

/**
 * An event as a client sends it, not yet validated. `type` and `contentType` are required, but a client may omit them.
 */
export type ProposedMessage = {
  id: string;
  type: string | undefined;
  contentType: string | undefined;
  data: Uint8Array;
  metadata: Uint8Array;
};

/** The stream to write to, and the revision that the writer expects; `undefined` if the request names none. */
export type WriteOptions = { stream: string; expected: ExpectedRevision | undefined };

export type AppendRequest = { options: WriteOptions | undefined; message: ProposedMessage | undefined };

/** The options of a batch append. `deadline` is an instant in Unix milliseconds. */
export type BatchOptions = WriteOptions & { deadline: number | undefined };

export type BatchRequest = {
  correlationId: string;
  options: BatchOptions | undefined;
  messages: ProposedMessage[];
  isFinal: boolean;
};

type SecondsMessage = { seconds: Integer64; nanos: number };

type OptionsMessage = {
  streamIdentifier: { streamName: string } | null;
  expected?: 'revision' | 'noStream' | 'any' | 'streamExists';
  revision: Integer64;
  deadline?: 'deadlineInstant' | 'deadlineDuration';
  deadlineInstant: SecondsMessage;
  deadlineDuration: SecondsMessage;
};

type EventMessage = {
  id: UuidMessage | null;
  metadata: Record<string, string>;
  customMetadata: Uint8Array;
  data: Uint8Array;
};

const decodeAppendMessage = createDecoder<{ options: OptionsMessage | null; proposedMessage: EventMessage | null }>(
  'AppendReq',
);
const decodeDeleteMessage = createDecoder<{ options: OptionsMessage | null }>('DeleteReq');
const decodeBatchMessage = createDecoder<{
  correlationId: UuidMessage | null;
  options: OptionsMessage | null;
  proposedMessages: EventMessage[];
  isFinal: boolean;
}>('BatchAppendReq');

const conditions = { noStream: 'no_stream', any: 'any', streamExists: 'stream_exists' } as const;

function writeOptionsOf({ streamIdentifier, expected, revision }: OptionsMessage): WriteOptions {
  const stream = streamIdentifier?.streamName ?? '';
  if (expected === undefined) return { stream, expected };
  return { stream, expected: expected === 'revision' ? bigintOf(revision) : conditions[expected] };
}

const empty = Buffer.alloc(0);

/**
 * Decoded bytes as a Uint8Array. For absent bytes protobufjs returns an empty array, which becomes an empty Uint8Array.
 */
const bytesOf = (bytes: Uint8Array): Uint8Array => (bytes.length === 0 ? empty : bytes);

const proposedOf = ({ id, metadata, customMetadata, data }: EventMessage): ProposedMessage => ({
  id: textOfUuid(id),
  type: metadata.type,
  contentType: metadata['content-type'],
  data: bytesOf(data),
  metadata: bytesOf(customMetadata),
});

const millisecondsOf = ({ seconds, nanos }: SecondsMessage): number => safeIntegerOf(seconds) * 1000 + nanos / 1e6;

/**
 * The deadline of a batch append. Version 6.2.1 of the client library sends it as an instant, newer ones as a duration.
 */
function deadlineOf(options: OptionsMessage): number | undefined {
  if (options.deadline === 'deadlineInstant') return millisecondsOf(options.deadlineInstant);
  if (options.deadline === 'deadlineDuration') return Date.now() + millisecondsOf(options.deadlineDuration);
  return undefined;
}

export function decodeAppend(bytes: Uint8Array): AppendRequest {
  const { options, proposedMessage } = decodeAppendMessage(bytes);
  return {
    options: options ? writeOptionsOf(options) : undefined,
    message: proposedMessage ? proposedOf(proposedMessage) : undefined,
  };
}

/** Decodes a delete request or a tombstone request. */
export function decodeDelete(bytes: Uint8Array): WriteOptions {
  const { options } = decodeDeleteMessage(bytes);
  return options ? writeOptionsOf(options) : { stream: '', expected: undefined };
}

export function decodeBatchAppend(bytes: Uint8Array): BatchRequest {
  const { correlationId, options, proposedMessages, isFinal } = decodeBatchMessage(bytes);
  return {
    correlationId: textOfUuid(correlationId),
    options: options ? { ...writeOptionsOf(options), deadline: deadlineOf(options) } : undefined,
    messages: proposedMessages.map(proposedOf),
    isFinal,
  };
}
