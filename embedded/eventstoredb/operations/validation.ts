import { isUuid } from '../protocol/uuid.ts';
import type { ProposedMessage, WriteOptions } from '../protocol/write-requests.ts';
import type { ExpectedRevision, ProposedEvent } from '../store/events.ts';
import { refuse } from '../store/refusal.ts';

/** The stream that a write is for and the revision that the writer expects; both have been validated. */
export type Target = { readonly stream: string; readonly expected: ExpectedRevision };

/** What clients may write. With `appendOnly` they may not write to system streams, delete or tombstone. */
export type WriteRules = { readonly maxAppendSize: number; readonly appendOnly: boolean };

/**
 * Validates the stream and the expected revision of a write.
 * @throws Refusal when the stream may not be written or the expected revision is missing.
 */
export function parseTarget({ stream, expected }: WriteOptions, { appendOnly }: WriteRules): Target {
  if (stream === '' || stream === '$$') refuse({ kind: 'bad-request', message: 'The name of the stream is empty.' });
  if (stream === '$all' || (appendOnly && stream.startsWith('$'))) refuse({ kind: 'access-denied' });
  if (expected === undefined) return refuse({ kind: 'bad-request', message: 'The expected revision is missing.' });
  return { stream, expected };
}

/**
 * Validates an event that a client wants to write.
 * @throws Refusal when the event has no type or content type, or its id is not a UUID.
 */
export function parseEvent({ id, type, contentType, data, metadata }: ProposedMessage): ProposedEvent {
  if (type === undefined || contentType === undefined) return refuse({ kind: 'missing-event-metadata' });
  if (type === '') refuse({ kind: 'bad-request', message: 'The type of an event is empty.' });
  if (!isUuid(id)) refuse({ kind: 'bad-request', message: 'The id of an event is not a UUID.' });
  return { id, type, json: contentType === 'application/json', data, metadata };
}

/** The events of one append so far, and their total `size` in bytes, which is limited. */
export type EventList = { readonly events: ProposedEvent[]; size: number };

/**
 * Adds a client's event to an append.
 * @throws Refusal when the event is invalid, or when the append then exceeds `maxAppendSize` bytes.
 */
export function addEvent(list: EventList, message: ProposedMessage, maxAppendSize: number): void {
  const event = parseEvent(message);
  list.events.push(event);
  list.size += event.data.length + event.metadata.length + 2 * event.type.length;
  if (list.size > maxAppendSize) refuse({ kind: 'append-too-large', limit: maxAppendSize });
}
