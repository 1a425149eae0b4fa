import type { DatabaseSync } from 'node:sqlite';
import { checksumOf } from './checksum.ts';
import type { ProposedEvent, Written } from './events.ts';
import type { StreamState, StreamStates } from './stream-states.ts';

/** The SQLite table of events: inserts events, and finds single events of a stream. */
export type EventTable = {
  /** Appends events to a stream; the first one gets the revision `revision`. */
  add(stream: string, revision: number, events: readonly ProposedEvent[]): Written;
  /** The revision of the event with this id in the stream; `undefined` if the stream has no such event. */
  revisionOf(state: StreamState, eventId: string): number | undefined;
  at(state: StreamState, revision: number): { readonly position: number; readonly id: string } | undefined;
  /** Computes the next position from the last stored event again. Must be called after a rollback. */
  resetPosition(): void;
};

/** The size of a stored event without its variable parts, in bytes. Each event's size is added to the next position. */
const RECORD_OVERHEAD = 128;

function createStatements(db: DatabaseSync) {
  return {
    addStream: db.prepare('INSERT INTO streams (name) VALUES (?) RETURNING id'),
    addEvent: db.prepare(
      `INSERT INTO events (position, stream, revision, id, type, json, created, metadata, data, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    findHead: db.prepare(
      'SELECT position, length(data) + length(metadata) AS size FROM events ORDER BY position DESC LIMIT 1',
    ),
    findById: db.prepare(
      // Without the hint INDEXED BY, SQLite would scan all events of the stream.
      'SELECT revision FROM events INDEXED BY events_by_id WHERE stream = ? AND id = ? ORDER BY position DESC LIMIT 1',
    ),
    findAt: db.prepare('SELECT position, id FROM events WHERE stream = ? AND revision = ?'),
  };
}

export function createEventTable(db: DatabaseSync, states: StreamStates): EventTable {
  const { addStream, addEvent, findHead, findById, findAt } = createStatements(db);

  // Positions have gaps, like the byte offsets of a real EventStoreDB log, so that no client relies on consecutive
  // numbers.
  let nextPosition = 0;
  const resetPosition = () => {
    const head = findHead.get() as { position: number; size: number } | undefined;
    nextPosition = head ? head.position + head.size + RECORD_OVERHEAD : 1;
  };
  resetPosition();

  return {
    add(stream, revision, events) {
      const streamId = states.of(stream).id ?? (addStream.get(stream) as { id: number }).id;
      const created = Date.now();
      let position = 0;
      events.forEach(({ id, type, json: isJson, data, metadata }, index) => {
        position = nextPosition;
        const json = isJson ? 1 : 0;
        const event = { position, stream, revision: revision + index, id, type, json, created, data, metadata };
        const checksum = checksumOf(event);
        addEvent.run(position, streamId, event.revision, id, type, json, created, metadata, data, checksum);
        nextPosition += RECORD_OVERHEAD + data.length + metadata.length;
      });
      const last = revision + events.length - 1;
      states.added(stream, streamId, last);
      return { revision: last, position };
    },
    revisionOf: ({ id }, eventId) =>
      id === undefined ? undefined : (findById.get(id, eventId)?.revision as number | undefined),
    at: ({ id }, revision) =>
      id === undefined ? undefined : (findAt.get(id, revision) as { position: number; id: string } | undefined),
    resetPosition,
  };
}
