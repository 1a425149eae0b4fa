import {
  type CommonQueryMethods,
  type DatabasePool,
  type DatabaseTransactionConnection,
  type FragmentSqlToken,
  sql,
} from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { LogBookmark } from './job.ts';
import { lockLimits } from './lock-limits.ts';
import { keyOf, type VersionKey } from './projection.ts';
import { rowType } from './rows.ts';

// This module and `conditional-move.ts` contain every statement of the pipeline on the table `projection_checkpoints`.

/** SQL that is true for the checkpoints of some versions. */
export const isOneOf = (versions: readonly VersionKey[]) => sql.fragment`(projection, version) IN (
  SELECT * FROM ${sql.unnest(
    versions.map(({ name, version }) => [name, version]),
    ['text', 'int4'],
  )})`;

/** SQL that is true for a checkpoint `c` unless its version is paused. */
export const isNotPaused = sql.fragment`(c.projection, c.version) NOT IN (
  SELECT v.projection, v.version FROM projection_versions v WHERE v.paused)`;

/**
 * Creates the missing checkpoints of versions, at the beginning of the log, unless the lane layout has changed. Dropped
 * versions get no checkpoints, so that a process that has not noticed the drop yet cannot feed them.
 */
export async function ensureCheckpoints(
  db: CommonQueryMethods,
  { layout, lanes }: Pick<Layout, 'layout' | 'lanes'>,
  versions: readonly VersionKey[],
): Promise<void> {
  const rows = versions.map(({ name, version }) => [name, version]);
  await db.query(sql.unsafe`
    INSERT INTO projection_checkpoints (projection, version, layout, lane)
    SELECT p.name, p.version, l.layout, lane
    FROM (SELECT layout FROM lane_layout WHERE layout = ${layout} FOR SHARE) l
    CROSS JOIN ${sql.unnest(rows, ['text', 'int4'])} AS p (name, version)
    CROSS JOIN generate_series(0, ${lanes - 1}::int4) AS lane
    WHERE NOT EXISTS (
      SELECT FROM projection_versions v
      WHERE v.projection = p.name AND v.version = p.version AND v.state = 'dropped')
    ON CONFLICT DO NOTHING`);
}

/** The checkpoints of one lane: `first` is that of the most advanced projection, `last` that of the least advanced. */
export type LaneProgress = Readonly<{ first: bigint; last: bigint }>;

const progressRow = rowType<{ lane: number; first: bigint; last: bigint }>();

/** The progress of every lane in which the versions have checkpoints, by lane number. */
export async function readProgress(
  db: DatabasePool,
  { layout }: Pick<Layout, 'layout'>,
  versions: readonly VersionKey[],
): Promise<ReadonlyMap<number, LaneProgress>> {
  const rows = await db.any(sql.type(progressRow)`
    SELECT lane, max(position) AS first, min(position) AS last FROM projection_checkpoints
    WHERE layout = ${layout} AND ${isOneOf(versions)} GROUP BY lane`);
  return new Map(rows.map(({ lane, first, last }) => [lane, { first, last }]));
}

/** The checkpoint of one lane of one version. */
export type Checkpoint = Readonly<{ projection: string; version: number; lane: number; position: bigint }>;

const checkpointRow = rowType<Checkpoint>();

/** Every checkpoint of a layout, except those of shadow tables. */
export const listCheckpoints = (db: CommonQueryMethods, layout: number): Promise<readonly Checkpoint[]> =>
  db.any(sql.type(checkpointRow)`
    SELECT projection, version, lane, position FROM projection_checkpoints
    WHERE layout = ${layout} AND version > 0 ORDER BY projection, version, lane`);

/** A lane checkpoint. `newest` is the position of the newest event at or before it; null when none is known. */
export type LaneCheckpoint = Readonly<{ position: bigint; newest: bigint | null }>;

const laneRow = rowType<LaneCheckpoint & { lane: number }>();

const lanesOf = ({ name, version }: VersionKey, layout: number) => sql.fragment`
  SELECT lane, position, event_position AS newest FROM projection_checkpoints
  WHERE projection = ${name} AND version = ${version} AND layout = ${layout} ORDER BY lane`;

/** The checkpoints of one version of a read model, by lane number. */
export async function readLanes(
  db: CommonQueryMethods,
  version: VersionKey,
  { layout }: Pick<Layout, 'layout'>,
): Promise<ReadonlyMap<number, LaneCheckpoint>> {
  const rows = await db.any(sql.type(laneRow)`${lanesOf(version, layout)}`);
  return new Map(rows.map(({ lane, ...checkpoint }) => [lane, checkpoint]));
}

/** Reads the checkpoints of one version of a read model by lane, and locks them until the transaction ends. */
export async function lockLanes(
  tx: DatabaseTransactionConnection,
  version: VersionKey,
  { layout }: Pick<Layout, 'layout'>,
): Promise<ReadonlyMap<number, LaneCheckpoint>> {
  const rows = await tx.any(sql.type(laneRow)`${lanesOf(version, layout)} FOR UPDATE`);
  return new Map(rows.map(({ lane, ...checkpoint }) => [lane, checkpoint]));
}

/** A lane: the serial number of its lane layout, and its number within that layout. */
export type Lane = Readonly<{ layout: number; lane: number }>;

const lockedRow = rowType<{ projection: string; version: number; position: bigint }>();

/**
 * Reads a lane's checkpoints by version key (`name@version`), and locks them until the transaction ends. Leaves out
 * paused projections, and returns none when the lane layout has changed. Time limits on locks apply before the first
 * row is locked, because `limits` is evaluated first: a frozen worker loses its locks, and a waiting one gives up.
 */
export async function lockCheckpoints(
  tx: DatabaseTransactionConnection,
  { layout, lane }: Lane,
  versions: readonly VersionKey[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.any(sql.type(lockedRow)`
    WITH limits AS MATERIALIZED (SELECT ${lockLimits()})
    SELECT projection, version, position FROM limits CROSS JOIN projection_checkpoints c
    WHERE layout = ${layout} AND lane = ${lane} AND ${isOneOf(versions)} AND ${isNotPaused}
    ORDER BY projection, version FOR UPDATE OF c`);
  return new Map(rows.map(({ projection, version, position }) => [keyOf({ name: projection, version }), position]));
}

/** SQL that selects the checkpoints that `lockCheckpoints` returns, without locks: `projection`, `version`, `position`. */
export const selectCheckpoints = ({ layout, lane }: Lane, versions: readonly VersionKey[]): FragmentSqlToken =>
  sql.fragment`
    SELECT projection, version, position FROM projection_checkpoints c
    WHERE layout = ${layout} AND lane = ${lane} AND ${isOneOf(versions)} AND ${isNotPaused}`;

/** Locks every checkpoint of every layout, in the same order as workers and rebuilds do, which avoids deadlocks. */
export async function lockAllCheckpoints(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`SELECT FROM projection_checkpoints ORDER BY lane, projection, version FOR UPDATE`);
}

/** Locks every checkpoint of a read model, and so waits for the transactions that have locked one of them. */
export async function lockReadModel(tx: DatabaseTransactionConnection, name: string): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT FROM projection_checkpoints WHERE projection = ${name} ORDER BY lane, version FOR UPDATE`);
}

/** The new position of a checkpoint. If `bookmark` is null, the stored bookmark is kept, since it remains true. */
export type Move = Readonly<{ version: VersionKey; lane: number; position: bigint; bookmark: LogBookmark | null }>;

/** Moves checkpoints of one lane layout in one SQL statement. The caller has locked them. */
export async function moveCheckpoints(
  tx: DatabaseTransactionConnection,
  { layout }: Pick<Layout, 'layout'>,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ version: { name, version }, lane, position, bookmark }) => [
    ...[name, version, lane, position],
    ...[bookmark?.id ?? null, bookmark?.position ?? null, bookmark?.after ?? null],
  ]);
  await tx.query(sql.unsafe`
    UPDATE projection_checkpoints c SET
      position = m.position,
      event_id = coalesce(m.event_id, c.event_id),
      event_position = coalesce(m.event_position, c.event_position),
      event_after = coalesce(m.event_after, c.event_after),
      moved_at = clock_timestamp()
    FROM ${sql.unnest(rows, ['text', 'int4', 'int4', 'int8', 'uuid', 'int8', 'int8'])}
      AS m (name, version, lane, position, event_id, event_position, event_after)
    WHERE c.projection = m.name AND c.version = m.version AND c.layout = ${layout} AND c.lane = m.lane`);
}

const bookmarkRow = rowType<LogBookmark>();

/** The bookmarks of the checkpoints of some versions of read models, each once. */
export const listBookmarks = (
  db: CommonQueryMethods,
  versions: readonly VersionKey[],
): Promise<readonly LogBookmark[]> =>
  db.any(sql.type(bookmarkRow)`
    SELECT DISTINCT event_id::text AS id, event_position AS position, event_after AS after FROM projection_checkpoints
    WHERE event_id IS NOT NULL AND ${isOneOf(versions)}`);

const lagRow = rowType<{ lags: boolean }>();

/** Whether any lane of a version lags the live version. A lane without a checkpoint is at the beginning of the log. */
export async function lagsLiveVersion(
  tx: DatabaseTransactionConnection,
  { name, version }: VersionKey,
): Promise<boolean> {
  const { lags } = await tx.one(sql.type(lagRow)`
    SELECT coalesce(bool_or(coalesce(fresh.position, 0) < old.position), false) AS lags
    FROM projection_versions v
    JOIN projection_checkpoints old ON old.projection = v.projection AND old.version = v.version
    LEFT JOIN projection_checkpoints fresh ON fresh.projection = v.projection AND fresh.version = ${version}
      AND fresh.layout = old.layout AND fresh.lane = old.lane
    WHERE v.projection = ${name} AND v.state = 'live'`);
  return lags;
}

/**
 * Creates the checkpoints of the new lane layout `next` at the present position of each version, and deletes those of
 * all other layouts. The caller has locked the checkpoints and brought all lanes of each version to one position.
 */
export async function replaceLayout(
  tx: DatabaseTransactionConnection,
  { layout }: Pick<Layout, 'layout'>,
  next: Pick<Layout, 'layout' | 'lanes'>,
): Promise<void> {
  await tx.query(sql.unsafe`
    INSERT INTO projection_checkpoints
      (projection, version, layout, lane, position, event_id, event_position, event_after)
    SELECT projection, version, ${next.layout}, lane, position, event_id, event_position, event_after
    FROM (
      SELECT DISTINCT ON (projection, version) projection, version, position, event_id, event_position, event_after
      FROM projection_checkpoints c
      WHERE layout = ${layout} AND EXISTS (
        SELECT FROM projection_versions v WHERE v.projection = c.projection AND v.version = c.version
          AND v.state IN ('building', 'joining', 'standby', 'live'))
      ORDER BY projection, version, event_position DESC NULLS LAST
    ) AS furthest CROSS JOIN generate_series(0, ${next.lanes - 1}::int4) AS lane`);
  await tx.query(sql.unsafe`DELETE FROM projection_checkpoints WHERE layout <> ${next.layout}`);
}

/**
 * Deletes the checkpoints of a version. Locks the table, because a starting pipeline that read the versions before the
 * drop could otherwise create the checkpoints again. Shadow tables need no lock, since no pipeline feeds them.
 */
export async function deleteCheckpoints(
  tx: DatabaseTransactionConnection,
  { name, version }: VersionKey,
): Promise<void> {
  const isShadow = version < 0;
  if (!isShadow) await tx.query(sql.unsafe`LOCK TABLE projection_checkpoints IN EXCLUSIVE MODE`);
  await tx.query(sql.unsafe`DELETE FROM projection_checkpoints WHERE projection = ${name} AND version = ${version}`);
}
