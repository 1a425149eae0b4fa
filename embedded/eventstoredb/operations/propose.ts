import { refuse } from '../protocol/errors.ts';
import type { ProposedMessage, WriteOptions } from '../protocol/requests.ts';
import { isUuid } from '../protocol/uuid.ts';
import type { ExpectedRevision, ProposedEvent } from '../store/events.ts';

/** Where a write goes, checked. */
export type Target = { readonly stream: string; readonly expected: ExpectedRevision };

/** @throws Refusal when the stream cannot be written or the expectation is missing. */
export function targetOf({ stream, expected }: WriteOptions): Target {
  if (stream === '' || stream === '$$') refuse({ kind: 'bad-request', message: 'The name of the stream is empty.' });
  if (stream === '$all') refuse({ kind: 'access-denied' });
  if (expected === undefined) return refuse({ kind: 'bad-request', message: 'The expected revision is missing.' });
  return { stream, expected };
}

/** @throws Refusal when the event lacks a type or a content type, or its id is no UUID. */
export function eventOf({ id, type, contentType, data, metadata }: ProposedMessage): ProposedEvent {
  if (type === undefined || contentType === undefined) return refuse({ kind: 'missing-event-metadata' });
  if (type === '') refuse({ kind: 'bad-request', message: 'The type of an event is empty.' });
  if (!isUuid(id)) refuse({ kind: 'bad-request', message: 'The id of an event is not a UUID.' });
  return { id, type, json: contentType === 'application/json', data, metadata };
}

/** What an event counts towards the size limit of an append, in bytes. */
export const sizeOf = ({ type, data, metadata }: ProposedEvent): number =>
  data.length + metadata.length + 2 * type.length;
