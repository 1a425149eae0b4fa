import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { isNotPaused, isOneOf, type Lane } from './checkpoints.ts';
import type { LogRange } from './job.ts';
import { lockLimits } from './lock-limits.ts';
import type { VersionKey } from './projection.ts';
import { rowType } from './rows.ts';

/** A move of the checkpoints of some versions in one lane from the start of a range to its end. */
export type ConditionalMove = Readonly<{
  lane: Lane;
  versions: readonly VersionKey[];
  range: Pick<LogRange, 'from' | 'to' | 'bookmark'>;
}>;

const readyRow = rowType<{ ready: boolean }>();

/**
 * Moves checkpoints and writes rows with one SQL statement, which is a transaction of its own. It does neither unless
 * all the checkpoints are still at the start of the range. It first locks them, in the order in which all transactions
 * lock them. `writes` returns SQL that writes rows if the given condition is true. Returns whether it has moved them.
 */
export async function moveIfAtStart(
  db: CommonQueryMethods,
  { lane: { layout, lane }, versions, range: { from, to, bookmark } }: ConditionalMove,
  writes: (condition: FragmentSqlToken) => readonly FragmentSqlToken[],
): Promise<boolean> {
  const isReady = sql.fragment`(SELECT ready FROM ready)`;
  const writing = writes(isReady).map(
    (write, index) => sql.fragment`${sql.identifier([`rows${index}`])} AS (${write}),`,
  );
  const moving = sql.fragment`
    moved AS (
      UPDATE projection_checkpoints c SET
        position = ${to},
        event_id = coalesce(${bookmark?.id ?? null}::uuid, c.event_id),
        event_position = coalesce(${bookmark?.position ?? null}::int8, c.event_position),
        event_after = coalesce(${bookmark?.after ?? null}::int8, c.event_after),
        moved_at = clock_timestamp()
      FROM locked WHERE ${isReady} AND c.layout = ${layout} AND c.lane = ${lane}
        AND c.projection = locked.projection AND c.version = locked.version)`;
  const { ready } = await db.one(sql.type(readyRow)`
    WITH limits AS MATERIALIZED (SELECT ${lockLimits()}),
    locked AS MATERIALIZED (
      SELECT projection, version FROM limits CROSS JOIN projection_checkpoints c
      WHERE layout = ${layout} AND lane = ${lane} AND position = ${from} AND ${isOneOf(versions)} AND ${isNotPaused}
      ORDER BY projection, version FOR UPDATE OF c),
    ready AS MATERIALIZED (SELECT count(*) = ${versions.length} AS ready FROM locked),
    ${sql.join([...writing, moving], sql.fragment` `)}
    SELECT ready FROM ready`);
  return ready;
}
