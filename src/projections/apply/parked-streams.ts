import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import { rowType } from '../core/rows.ts';

/** A stream that a projection has parked; `position` is that of its first waiting event, times are ISO 8601 UTC. */
export type ParkedStream = Readonly<{
  id: bigint;
  projection: string;
  version: number;
  stream: string;
  owner: Owner;
  position: bigint;
  waiting: number;
  reason: string;
  stack: string;
  parkedAt: string;
  triedAt: string;
  tries: number;
}>;

const parkedRow = rowType<ParkedStream>();

const select = (condition: FragmentSqlToken) => sql.type(parkedRow)`
  SELECT id, projection, version, stream, owner, position, reason, stack, parked_at AS "parkedAt",
    tried_at AS "triedAt", tries, (SELECT count(*)::int4 FROM dead_letters WHERE parked = p.id) AS waiting
  FROM parked_streams p WHERE ${condition} ORDER BY id`;

/** Every parked stream, the oldest first; but for what a verification has met in its shadows. */
export const listParked = (db: CommonQueryMethods): Promise<readonly ParkedStream[]> =>
  db.any(select(sql.fragment`version > 0`));

/** One parked stream; null once it is not parked any more. */
export const findParked = (db: CommonQueryMethods, id: bigint): Promise<ParkedStream | null> =>
  db.maybeOne(select(sql.fragment`id = ${id}`));

/** What a version of a projection has parked. */
export type ParkedCount = Readonly<{ projection: string; version: number; streams: number; events: number }>;

const countRow = rowType<ParkedCount>();

/** How many streams are parked and how many events wait in them, of each version that has any. */
export const countParkedStreams = (db: CommonQueryMethods): Promise<readonly ParkedCount[]> =>
  db.any(sql.type(countRow)`
    SELECT projection, version, count(*)::int4 AS streams, coalesce(sum(waiting), 0)::int4 AS events
    FROM parked_streams LEFT JOIN (SELECT parked, count(*) AS waiting FROM dead_letters GROUP BY parked) d
      ON d.parked = parked_streams.id
    WHERE version > 0
    GROUP BY projection, version ORDER BY projection, version`);

/** An event that every version of a projection skips; `at` is ISO 8601 UTC. */
export type DiscardedEvent = Readonly<{
  projection: string;
  event: string;
  stream: string;
  revision: number;
  reason: string;
  by: string;
  at: string;
}>;

const discardedRow = rowType<DiscardedEvent>();

/** Every event that was discarded, in the order in which that was done. */
export const listDiscarded = (db: CommonQueryMethods): Promise<readonly DiscardedEvent[]> =>
  db.any(sql.type(discardedRow)`
    SELECT projection, event_id::text AS event, stream, revision, reason, discarded_by AS by, discarded_at AS at
    FROM discarded_events ORDER BY discarded_at, projection, position`);
