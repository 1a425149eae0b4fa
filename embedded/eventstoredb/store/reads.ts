import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { isIntact } from './checksum.ts';
import type { ResolvedEvent, StoredEvent } from './events.ts';
import { refuse } from './refusal.ts';
import { isDamage } from './sqlite-error.ts';
import { firstVisible, oldestVisible, type StreamState, type StreamStates } from './stream-states.ts';

/** The fields of an event that a filter examines: an event without its content. */
export type EventHeader = Pick<StoredEvent, 'position' | 'stream' | 'type'>;

/** Revisions of a stream from `from` to `to` (inclusive), without events created before `createdSince`. */
type Range = { from: number; to: number; createdSince: number };

export type Reads = {
  /** The events of `$all` between two positions (inclusive), first event first. */
  allForwards(from: number, to: number, limit: number): StoredEvent[];
  /** The events of `$all` before a position (exclusive), last event first. */
  allBackwards(before: number, limit: number): StoredEvent[];
  headersForwards(from: number, to: number, limit: number): EventHeader[];
  headersBackwards(before: number, limit: number): EventHeader[];
  at(position: number): StoredEvent | undefined;
  /** The events of one stream within a range of revisions; with `backwards`, the last event first. */
  stream(state: StreamState, range: Range, backwards: boolean, limit: number): StoredEvent[];
  /** The event that a link event (type `$>`) names; `undefined` if that event is missing, truncated or deleted. */
  target(link: StoredEvent): StoredEvent | undefined;
  /** The position of the last event of the log; 0 if the log is empty. */
  head(): number;
};

/** A page of events ends after this many bytes of content, so that large events need no more memory than small ones. */
const PAGE_BYTES = 1_048_576;

const columns =
  'e.position, s.name AS stream, e.revision, e.id, e.type, e.json, e.created, e.data, e.metadata, e.checksum';
// CROSS JOIN makes SQLite read the table `events` first; otherwise it could scan all streams.
const source = 'FROM events AS e CROSS JOIN streams AS s ON s.id = e.stream';

/** Selects all events in the order of the log. */
export const allEvents = `SELECT ${columns} ${source} ORDER BY e.position`;

function page(statement: StatementSync, ...parameters: SQLInputValue[]): StoredEvent[] {
  const events: StoredEvent[] = [];
  let bytes = 0;
  for (const row of statement.iterate(...parameters)) {
    const event = row as unknown as StoredEvent;
    events.push(event);
    bytes += event.data.length + event.metadata.length;
    if (bytes > PAGE_BYTES) break;
  }
  return events;
}

/** A search examines every event of the log, and SQLite returns arrays three times as fast as objects. */
function asArrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

function headerOf(row: unknown): EventHeader {
  const [position, stream, type] = row as [number, string, string];
  return { position, stream, type };
}

function createStatements(db: DatabaseSync) {
  const header = 'e.position, s.name AS stream, e.type';
  const forwards = 'WHERE e.position BETWEEN ? AND ? ORDER BY e.position LIMIT ?';
  const backwards = 'WHERE e.position < ? ORDER BY e.position DESC LIMIT ?';
  const inRange = 'WHERE e.stream = ? AND e.revision BETWEEN ? AND ? AND e.created >= ? ORDER BY e.revision';
  return {
    allForwards: db.prepare(`SELECT ${columns} ${source} ${forwards}`),
    allBackwards: db.prepare(`SELECT ${columns} ${source} ${backwards}`),
    headersForwards: asArrays(db.prepare(`SELECT ${header} ${source} ${forwards}`)),
    headersBackwards: asArrays(db.prepare(`SELECT ${header} ${source} ${backwards}`)),
    at: db.prepare(`SELECT ${columns} ${source} WHERE e.position = ?`),
    streamForwards: db.prepare(`SELECT ${columns} ${source} ${inRange} LIMIT ?`),
    streamBackwards: db.prepare(`SELECT ${columns} ${source} ${inRange} DESC LIMIT ?`),
    head: db.prepare('SELECT max(position) AS head FROM events'),
  };
}

/** Calls `onDamage` and refuses when an event is not as it was written, or when the file cannot be read. */
function createCheck(onDamage: (reason: string) => void) {
  const fail = (reason: string) => {
    onDamage(reason);
    return refuse({ kind: 'damaged', message: `The event store's file is damaged. ${reason}` });
  };
  return (read: () => StoredEvent[]): StoredEvent[] => {
    try {
      const events = read();
      const damaged = events.find((event) => !isIntact(event));
      return damaged ? fail(`The event at position ${damaged.position} is not as it was written.`) : events;
    } catch (error) {
      if (isDamage(error) && error instanceof Error) return fail(error.message);
      throw error;
    }
  };
}

/**
 * The functions that read the log. Every call is one synchronous query, so it sees only complete commits. Each event
 * is compared with its checksum.
 */
export function createReads(
  db: DatabaseSync,
  states: StreamStates,
  onDamage: (reason: string) => void = () => {},
): Reads {
  const query = createStatements(db);
  const check = createCheck(onDamage);

  const stream: Reads['stream'] = ({ id }, { from, to, createdSince }, backwards, limit) => {
    const statement = backwards ? query.streamBackwards : query.streamForwards;
    return id === undefined ? [] : check(() => page(statement, id, from, to, createdSince, limit));
  };

  return {
    allForwards: (from, to, limit) => check(() => page(query.allForwards, from, to, limit)),
    allBackwards: (before, limit) => check(() => page(query.allBackwards, before, limit)),
    headersForwards: (from, to, limit) => query.headersForwards.all(from, to, limit).map(headerOf),
    headersBackwards: (before, limit) => query.headersBackwards.all(before, limit).map(headerOf),
    at: (position) => check(() => page(query.at, position))[0],
    stream,
    target(link) {
      const [, digits = '', name = ''] = /^(\d+)@(.+)$/s.exec(Buffer.from(link.data).toString('utf8')) ?? [];
      const revision = Number(digits);
      const state = states.of(name);
      if (state.tombstoned || state.visibility.deleted || !Number.isSafeInteger(revision)) return undefined;
      if (revision < firstVisible(state)) return undefined;
      return stream(state, { from: revision, to: revision, createdSince: oldestVisible(state) }, false, 1)[0];
    },
    head: () => (query.head.get()?.head as number | null) ?? 0,
  };
}

/** An event as a read returns it: with `resolveLinks`, a link event (type `$>`) comes together with its target. */
export const resolveEvent = (reads: Reads, event: StoredEvent, resolveLinks: boolean): ResolvedEvent =>
  resolveLinks && event.type === '$>' ? { event: reads.target(event), link: event } : { event };
