import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { Log } from '../../ports/log.ts';
import type { LogBookmark } from './job.ts';
import { keyOf, type Projection } from './projection.ts';
import { rowType } from './rows.ts';

/** How far the projections of one lane are: the furthest and the one furthest behind. */
export type LaneProgress = Readonly<{ first: bigint; last: bigint }>;

/** A checkpoint that moves; without a mark, the old one stays true. */
export type Move = Readonly<{ projection: Projection; position: bigint; mark: LogBookmark | null }>;

const among = (projections: readonly Pick<Projection, 'name' | 'version'>[]) => sql.fragment`(projection, version) IN (
  SELECT * FROM ${sql.unnest(
    projections.map(({ name, version }) => [name, version]),
    ['text', 'int4'],
  )})`;

/**
 * Makes the checkpoints that are missing, at the log's beginning, unless another layout has come into force. Versions that were
 * dropped get none, so that a process which has yet to hear of it feeds nothing.
 */
export async function ensureCheckpoints(
  db: CommonQueryMethods,
  { layout, lanes }: Layout,
  projections: readonly Projection[],
) {
  const rows = projections.map(({ name, version }) => [name, version]);
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

const progressRow = rowType<{ lane: number; first: bigint; last: bigint }>();

/** Progress of every lane that has checkpoints. */
export async function readProgress(
  db: DatabasePool,
  { layout }: Layout,
  projections: readonly Projection[],
): Promise<ReadonlyMap<number, LaneProgress>> {
  const rows = await db.any(sql.type(progressRow)`
    SELECT lane, max(position) AS first, min(position) AS last FROM projection_checkpoints
    WHERE layout = ${layout} AND ${among(projections)} GROUP BY lane`);
  return new Map(rows.map(({ lane, first, last }) => [lane, { first, last }]));
}

const lockedRow = rowType<{ projection: string; version: number; position: bigint }>();

/**
 * Locks the lane's checkpoints until the transaction ends; none where the layout is no longer in force, or the projection is paused.
 * A worker that freezes from here on must let go, and one that waits for it must not wait for ever: the row of `limits` is read
 * before any is locked.
 */
export async function lockCheckpoints(
  tx: DatabaseTransactionConnection,
  layout: number,
  lane: number,
  projections: readonly Pick<Projection, 'name' | 'version'>[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.any(sql.type(lockedRow)`
    WITH limits AS MATERIALIZED (
      SELECT set_config('lock_timeout', '4s', true), set_config('idle_in_transaction_session_timeout', '4s', true)
    )
    SELECT projection, version, position FROM limits CROSS JOIN projection_checkpoints c
    WHERE layout = ${layout} AND lane = ${lane} AND ${among(projections)} AND NOT EXISTS (
      SELECT FROM projection_versions v WHERE v.projection = c.projection AND v.version = c.version AND v.paused)
    ORDER BY projection, version FOR UPDATE OF c`);
  return new Map(rows.map(({ projection, version, position }) => [keyOf({ name: projection, version }), position]));
}

/** Who freezes from here on lets go of its locks, and who waits for a lock gives up, like the workers. */
export async function limitLocks(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT set_config('lock_timeout', '4s', true), set_config('idle_in_transaction_session_timeout', '4s', true)`);
}

/** Moves locked checkpoints in one statement. */
export async function moveCheckpoints(
  tx: DatabaseTransactionConnection,
  layout: number,
  lane: number,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ projection: { name, version }, position, mark }) => [
    name,
    version,
    position,
    mark?.id ?? null,
    mark?.position ?? null,
    mark?.after ?? null,
  ]);
  await tx.query(sql.unsafe`
    UPDATE projection_checkpoints c SET
      position = m.position,
      event_id = coalesce(m.event_id, c.event_id),
      event_position = coalesce(m.event_position, c.event_position),
      event_after = coalesce(m.event_after, c.event_after),
      moved_at = clock_timestamp()
    FROM ${sql.unnest(rows, ['text', 'int4', 'int8', 'uuid', 'int8', 'int8'])}
      AS m (name, version, position, event_id, event_position, event_after)
    WHERE c.projection = m.name AND c.version = m.version AND c.layout = ${layout} AND c.lane = ${lane}`);
}

/** Moves locked checkpoints of several lanes of one version in one statement. */
export async function moveLanes(
  tx: DatabaseTransactionConnection,
  { name, version }: Projection,
  layout: number,
  moves: readonly Readonly<{ lane: number; position: bigint; mark: LogBookmark | null }>[],
): Promise<void> {
  const rows = moves.map(({ lane, position, mark }) => [
    lane,
    position,
    mark?.id ?? null,
    mark?.position ?? null,
    mark?.after ?? null,
  ]);
  await tx.query(sql.unsafe`
    UPDATE projection_checkpoints c SET
      position = m.position,
      event_id = coalesce(m.event_id, c.event_id),
      event_position = coalesce(m.event_position, c.event_position),
      event_after = coalesce(m.event_after, c.event_after),
      moved_at = clock_timestamp()
    FROM ${sql.unnest(rows, ['int4', 'int8', 'uuid', 'int8', 'int8'])}
      AS m (lane, position, event_id, event_position, event_after)
    WHERE c.projection = ${name} AND c.version = ${version} AND c.layout = ${layout} AND c.lane = m.lane`);
}

const markRow = rowType<{ id: string; position: bigint; after: bigint }>();

/** The event beside a checkpoint is not in the log: the log was restored to an older state, or is another one. */
export class LogMismatch extends Error {}

/** Throws `LogMismatch` unless every checkpoint's event still stands in this log where it stood. */
export async function checkLog(db: DatabasePool, log: Log, projections: readonly Projection[]): Promise<void> {
  const marks = await db.any(sql.type(markRow)`
    SELECT DISTINCT event_id::text AS id, event_position AS position, event_after AS after FROM projection_checkpoints
    WHERE event_id IS NOT NULL AND ${among(projections)}`);
  for (const { id, position, after } of marks) {
    const [event] = await log.page(after, 1);
    if (event?.id !== id || event.position !== position) {
      throw new LogMismatch(`The log does not hold event ${id} at ${position}, which the read tables have taken in`);
    }
  }
}
