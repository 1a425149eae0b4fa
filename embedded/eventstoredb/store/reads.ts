import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Shown } from '../protocol/read-responses.ts';
import type { StoredEvent } from './events.ts';
import { firstVisible, oldestVisible, type StreamState, type StreamStates } from './stream-states.ts';

/** An event's place and what filters look at, without its content. */
export type Candidate = Pick<StoredEvent, 'position' | 'stream' | 'type'>;

/** Bounds of a range of revisions and ages within a stream. */
type Range = { from: number; to: number; createdSince: number };

export type Reads = {
  /** Events of `$all` between two positions (inclusive), in order. */
  allForwards(from: number, to: number, limit: number): StoredEvent[];
  /** Events of `$all` before a position (exclusive), last first. */
  allBackwards(before: number, limit: number): StoredEvent[];
  candidatesForwards(from: number, to: number, limit: number): Candidate[];
  candidatesBackwards(before: number, limit: number): Candidate[];
  at(position: number): StoredEvent | undefined;
  /** Events of one stream within a range, last first if asked for. */
  stream(state: StreamState, range: Range, backwards: boolean, limit: number): StoredEvent[];
  /** The event that a `$>` event leads to, unless it is missing, truncated or deleted. */
  target(link: StoredEvent): StoredEvent | undefined;
  /** The position of the last event. */
  head(): number;
};

/** A page ends after so many bytes of content, so that a reader of great events needs no more memory than others. */
const PAGE_BYTES = 1_048_576;

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

/** The read side of the log. Every call is one short synchronous query, so each sees whole commits only. */
export function createReads(db: DatabaseSync, states: StreamStates): Reads {
  const columns = 'e.position, s.name AS stream, e.revision, e.id, e.type, e.json, e.created, e.data, e.metadata';
  const place = 'e.position, s.name AS stream, e.type';
  // CROSS JOIN keeps SQLite from walking the streams first.
  const source = 'FROM events AS e CROSS JOIN streams AS s ON s.id = e.stream';
  const forwards = 'WHERE e.position BETWEEN ? AND ? ORDER BY e.position LIMIT ?';
  const backwards = 'WHERE e.position < ? ORDER BY e.position DESC LIMIT ?';
  const inRange = 'WHERE e.stream = ? AND e.revision BETWEEN ? AND ? AND e.created >= ? ORDER BY e.revision';

  const allForwards = db.prepare(`SELECT ${columns} ${source} ${forwards}`);
  const allBackwards = db.prepare(`SELECT ${columns} ${source} ${backwards}`);
  const candidatesForwards = db.prepare(`SELECT ${place} ${source} ${forwards}`);
  const candidatesBackwards = db.prepare(`SELECT ${place} ${source} ${backwards}`);
  const at = db.prepare(`SELECT ${columns} ${source} WHERE e.position = ?`);
  const streamForwards = db.prepare(`SELECT ${columns} ${source} ${inRange} LIMIT ?`);
  const streamBackwards = db.prepare(`SELECT ${columns} ${source} ${inRange} DESC LIMIT ?`);
  const head = db.prepare('SELECT max(position) AS head FROM events');

  const stream: Reads['stream'] = ({ id }, { from, to, createdSince }, isBackwards, limit) =>
    id === undefined ? [] : page(isBackwards ? streamBackwards : streamForwards, id, from, to, createdSince, limit);

  return {
    allForwards: (from, to, limit) => page(allForwards, from, to, limit),
    allBackwards: (before, limit) => page(allBackwards, before, limit),
    candidatesForwards: (from, to, limit) => candidatesForwards.all(from, to, limit) as unknown as Candidate[],
    candidatesBackwards: (before, limit) => candidatesBackwards.all(before, limit) as unknown as Candidate[],
    at: (position) => at.get(position) as StoredEvent | undefined,
    stream,
    target(link) {
      const [, digits = '', name = ''] = /^(\d+)@(.+)$/s.exec(Buffer.from(link.data).toString('utf8')) ?? [];
      const revision = Number(digits);
      const state = states.of(name);
      if (state.tombstoned || state.visibility.deleted || !Number.isSafeInteger(revision)) return undefined;
      if (revision < firstVisible(state)) return undefined;
      return stream(state, { from: revision, to: revision, createdSince: oldestVisible(state) }, false, 1)[0];
    },
    head: () => (head.get()?.head as number | null) ?? 0,
  };
}

/** An event as a reader gets it: with link resolution, `$>` events bring along what they lead to. */
export const shown = (reads: Reads, event: StoredEvent, resolveLinks: boolean): Shown =>
  resolveLinks && event.type === '$>' ? { event: reads.target(event), link: event } : { event };
