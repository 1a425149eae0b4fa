import type { DatabaseSync } from 'node:sqlite';
import { refuse } from '../protocol/errors.ts';
import {
  type ExpectedRevision,
  isMetastream,
  metastreamOf,
  originalOf,
  type ProposedEvent,
  TOMBSTONE,
  type Written,
} from './events.ts';
import { deletedMetadata, revivedMetadata } from './stream-metadata.ts';
import { firstVisible, type StreamState, type StreamStates } from './stream-states.ts';

/** All that can be written. Each operation checks first and writes then, so a refusal has written nothing. */
export type Writes = {
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Written;
  /** Hides the stream's events until it is written again. */
  softDelete(stream: string, expected: ExpectedRevision): Written;
  /** Ends the stream for ever. */
  tombstone(stream: string, expected: ExpectedRevision): Written;
  /** Must be called when a transaction with writes was rolled back. */
  rolledBack(): void;
};

type Check = { verdict: 'write' } | { verdict: 'repeated'; revision: number };
const write: Check = { verdict: 'write' };

/** A log record's fixed part; positions grow by a record's size. */
const RECORD_OVERHEAD = 128;
const nothing = new Uint8Array();

const systemEvent = (type: string, json: boolean, data: Uint8Array): ProposedEvent => ({
  id: crypto.randomUUID(),
  type,
  json,
  data,
  metadata: nothing,
});

/** The write side of the log. Everything here runs inside a transaction of the caller's. */
export function createWrites(db: DatabaseSync, states: StreamStates): Writes {
  const addStream = db.prepare('INSERT INTO streams (name) VALUES (?) RETURNING id');
  const addEvent = db.prepare(
    `INSERT INTO events (position, stream, revision, id, type, json, created, metadata, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const findHead = db.prepare(
    'SELECT position, length(data) + length(metadata) AS size FROM events ORDER BY position DESC LIMIT 1',
  );
  const findById = db.prepare(
    // Without the hint SQLite walks the stream's revisions.
    `SELECT revision FROM events INDEXED BY events_by_id WHERE stream = ? AND id = ? ORDER BY position DESC LIMIT 1`,
  );
  const findAt = db.prepare('SELECT position, id FROM events WHERE stream = ? AND revision = ?');

  // Positions have gaps like a real log's byte offsets, so that nobody comes to count on consecutive numbers.
  let nextPosition = 0;
  const resetPosition = () => {
    const head = findHead.get() as { position: number; size: number } | undefined;
    nextPosition = head ? head.position + head.size + RECORD_OVERHEAD : 1;
  };
  resetPosition();

  const add = (stream: string, revision: number, events: readonly ProposedEvent[]): Written => {
    const id = states.of(stream).id ?? (addStream.get(stream) as { id: number }).id;
    const created = Date.now();
    let position = 0;
    events.forEach(({ id: eventId, type, json, data, metadata }, index) => {
      position = nextPosition;
      addEvent.run(position, id, revision + index, eventId, type, json ? 1 : 0, created, metadata, data);
      nextPosition += RECORD_OVERHEAD + data.length + metadata.length;
    });
    states.forget(stream);
    return { revision: revision + events.length - 1, position };
  };

  const revisionOf = (state: StreamState, eventId: string): number | undefined =>
    state.id === undefined ? undefined : (findById.get(state.id, eventId)?.revision as number | undefined);

  const eventAt = (state: StreamState, revision: number) =>
    state.id === undefined
      ? undefined
      : (findAt.get(state.id, revision) as { position: number; id: string } | undefined);

  const check = (stream: string, state: StreamState, expected: ExpectedRevision, ids: readonly string[]): Check => {
    const conflict = () => refuse({ kind: 'wrong-expected-version', stream, expected, current: state.last });
    if (state.tombstoned) return refuse({ kind: 'stream-deleted', stream });
    if (expected === 'stream_exists') {
      if (state.visibility.deleted) return refuse({ kind: 'stream-deleted', stream });
      if (state.last < 0 && !state.hasMetadata) return conflict();
    }
    const [first] = ids;
    if (expected === 'any' || expected === 'stream_exists') {
      if (first === undefined || revisionOf(state, first) === undefined) return write;
      const revisions = ids.map((id) => revisionOf(state, id) ?? conflict());
      return { verdict: 'repeated', revision: Math.max(...revisions) };
    }
    const exact = expected === 'no_stream' ? -1 : Number(expected);
    if (exact === state.last) return write;
    if (exact > state.last || first === undefined) return conflict();
    if (eventAt(state, exact + 1)?.id !== first) {
      return expected === 'no_stream' && state.visibility.deleted ? write : conflict();
    }
    if (!ids.every((id, index) => eventAt(state, exact + 1 + index)?.id === id)) return conflict();
    return { verdict: 'repeated', revision: exact + ids.length };
  };

  /** Whatever is written to a deleted stream, or to its metadata, begins it anew behind its old events. */
  const revive = (stream: string, first: number): void => {
    const metadata = revivedMetadata(states.metadataOf(stream) ?? nothing, first);
    const metastream = metastreamOf(stream);
    add(metastream, states.of(metastream).last + 1, [systemEvent('$metadata', true, metadata)]);
  };

  return {
    append(stream, expected, events) {
      const state = states.of(stream);
      const checked = check(
        stream,
        state,
        expected,
        events.map((event) => event.id),
      );
      if (checked.verdict === 'repeated') {
        const isVisible = !state.visibility.deleted && checked.revision >= firstVisible(state);
        const position = isVisible ? eventAt(state, checked.revision)?.position : undefined;
        return { revision: checked.revision, position };
      }
      if (events.length === 0) return { revision: state.last, position: eventAt(state, state.last)?.position };
      const original = isMetastream(stream) ? originalOf(stream) : undefined;
      const originalState = original === undefined ? undefined : states.of(original);
      const written = add(stream, state.last + 1, events);
      if (state.visibility.deleted) revive(stream, state.last + 1);
      if (original !== undefined && originalState?.visibility.deleted) revive(original, originalState.last + 1);
      return written;
    },
    softDelete(stream, expected) {
      const state = states.of(stream);
      check(stream, state, expected, [crypto.randomUUID()]);
      if (state.last < 0 && !state.hasMetadata) {
        refuse({ kind: 'wrong-expected-version', stream, expected, current: state.last });
      }
      const metastream = metastreamOf(stream);
      return add(metastream, states.of(metastream).last + 1, [systemEvent('$metadata', true, deletedMetadata())]);
    },
    tombstone(stream, expected) {
      check(stream, states.of(stream), expected, [crypto.randomUUID()]);
      return add(stream, TOMBSTONE, [systemEvent('$streamDeleted', false, nothing)]);
    },
    rolledBack() {
      states.forgetAll();
      resetPosition();
    },
  };
}
