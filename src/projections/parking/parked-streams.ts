import { type CommonQueryMethods, type DatabaseTransactionConnection, type FragmentSqlToken, sql } from 'slonik';
import { DomainError } from '../../errors.ts';
import type { Owner } from '../../events/ids.ts';
import { lockCheckpoints } from '../core/checkpoints.ts';
import { readLayout } from '../core/lanes.ts';
import { rowType } from '../core/rows.ts';

/** A stream that a projection has parked. `position` is that of its first waiting event; times are ISO 8601 UTC. */
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

/** Every parked stream, the longest parked first, without those of a verification's shadow tables. */
export const listParked = (db: CommonQueryMethods): Promise<readonly ParkedStream[]> =>
  db.any(select(sql.fragment`version > 0`));

/** The parked stream with this id; null when it is not parked any more. */
export const findParked = (db: CommonQueryMethods, id: bigint): Promise<ParkedStream | null> =>
  db.maybeOne(select(sql.fragment`id = ${id}`));

/** How many parked streams and how many waiting events one version of a read model has. */
export type ParkedCount = Readonly<{ projection: string; version: number; streams: number; events: number }>;

const countRow = rowType<ParkedCount>();

/** The numbers of parked streams and waiting events, for every version that has parked streams. */
export const countParkedStreams = (db: CommonQueryMethods): Promise<readonly ParkedCount[]> =>
  db.any(sql.type(countRow)`
    SELECT projection, version, count(*)::int4 AS streams, coalesce(sum(waiting), 0)::int4 AS events
    FROM parked_streams LEFT JOIN (SELECT parked, count(*) AS waiting FROM dead_letters GROUP BY parked) d
      ON d.parked = parked_streams.id
    WHERE version > 0
    GROUP BY projection, version ORDER BY projection, version`);

/** Locks the checkpoint of a parked stream's lane, so that no worker applies or parks events of it until the commit. */
export async function lockParkedStream(
  tx: DatabaseTransactionConnection,
  { projection, version, owner }: ParkedStream,
): Promise<void> {
  const { layout, laneOf } = await readLayout(tx);
  const locked = await lockCheckpoints(tx, { layout, lane: laneOf(owner) }, [{ name: projection, version }]);
  if (locked.size === 0) {
    throw new DomainError('unavailable', 'The projection is paused, or its lanes are being changed.');
  }
}
