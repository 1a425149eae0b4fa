import { type DatabaseTransactionConnection, sql } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import { layoutOf } from '../core/lanes.ts';
import { activeProjections, modelFor, readTopology, type Version } from '../versions/topology.ts';
import { VersionRefusal } from '../versions/versions.ts';
import { fill, readLanes, upTo } from './fill.ts';
import {
  createProgressCounter,
  feedUntilTakenOver,
  type Maintenance,
  reachHead,
  runExclusively,
} from './maintenance.ts';
import { openTransaction } from './open-transaction.ts';

export type RelaneOptions = Maintenance &
  Readonly<{
    /** How long the new lanes are fed by this after pipelines have taken them over. @defaultValue 3 s */
    lingerMs?: number;
  }>;

export type RelaneResult = Readonly<{ layout: number; lanes: number; before: number }>;

/** How long a transaction that holds all lanes may wait for one of them, and for the log. */
const lockMs = 10_000;
const mostLanes = 256;

/**
 * Changes the number of lanes. All checkpoints are locked, every version's lanes are brought to one position, and its new lanes
 * begin there; all of it in one transaction, which workers feel as a pause. Running processes take the new lanes over within a
 * second or two. Jobs and workers of the old ones find no checkpoints any more.
 */
export async function relane(options: RelaneOptions, lanes: number): Promise<RelaneResult> {
  const { db, models, lingerMs = 3_000 } = options;
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > mostLanes) {
    throw new VersionRefusal(`There can be 1 to ${mostLanes} lanes.`);
  }
  return runExclusively(options, 'relane', async (signal) => {
    const before = await readTopology(db);
    if (before.layout.lanes === lanes) return { layout: before.layout.layout, lanes, before: lanes };
    const work = { ...options, signal };
    // Beforehand and without a lock, so that little is left to do under it.
    for (const projection of activeProjections(models, before))
      await reachHead(work, projection, createProgressCounter(options.onProgress));

    const layout = await changeLayout(work, lanes);
    await feedUntilTakenOver(
      work,
      activeProjections(models, await readTopology(db)),
      lingerMs,
      createProgressCounter(),
    );
    return { layout, lanes, before: before.layout.lanes };
  });
}

async function changeLayout(work: Maintenance & { signal: AbortSignal }, lanes: number): Promise<number> {
  await using held = await openTransaction(work.db, lockAll);
  const { layout, versions } = await readTopology(held.tx);
  for (const version of versions) await level(work, held.tx, layout, version);
  work.signal.throwIfAborted();
  await layOut(held.tx, layout, lanes);
  await held.commit();
  return layout.layout + 1;
}

/** All lanes, in the order in which workers and rebuilds lock theirs. */
async function lockAll(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT set_config('lock_timeout', ${String(lockMs)}, true),
      set_config('idle_in_transaction_session_timeout', ${String(lockMs)}, true)`);
  await tx.query(sql.unsafe`SELECT FROM lane_layout FOR UPDATE`);
  await tx.query(sql.unsafe`SELECT FROM projection_checkpoints ORDER BY lane, projection, version FOR UPDATE`);
}

/** Brings a version's lanes to one position: the log's head where it is fed, else that of its furthest lane. */
async function level(
  work: Maintenance & { signal: AbortSignal },
  tx: DatabaseTransactionConnection,
  layout: Layout,
  version: Version,
): Promise<void> {
  const { db, log, decrypt, logger, signal, models } = work;
  const model = modelFor(models, version);
  const positions = [...(await readLanes(tx, { ...version, name: version.projection }, layout)).values()];
  const furthest = positions.reduce((a, b) => (a > b ? a : b), 0n);
  if (!model) {
    if (positions.every((position) => position === furthest)) return;
    throw new VersionRefusal(
      `This build can not bring the lanes of ${version.projection} version ${version.version} to one position; use one that knows it.`,
    );
  }
  const isFed = version.state !== 'building' && !version.paused;
  const head = isFed ? await log.head() : furthest;
  const target = { ...upTo(head > furthest ? head : furthest), mustShow: isFed ? head : 0n };
  await fill({ db, log, decrypt, logger, signal, projection: model.forVersion(version.version), within: tx }, target);
}

async function layOut(tx: DatabaseTransactionConnection, { layout }: Layout, lanes: number): Promise<void> {
  const next = layoutOf(layout + 1, lanes);
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
    ) AS furthest CROSS JOIN generate_series(0, ${lanes - 1}::int4) AS lane`);
  await tx.query(sql.unsafe`UPDATE lane_layout SET layout = ${next.layout}, lanes = ${lanes}`);
  await tx.query(sql.unsafe`DELETE FROM projection_checkpoints WHERE layout <> ${next.layout}`);
}
