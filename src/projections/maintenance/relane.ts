import { type DatabaseTransactionConnection, sql } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import { lockAllCheckpoints, readLanes, replaceLayout } from '../core/checkpoints.ts';
import { maxLanes } from '../core/lanes.ts';
import { limitLocks } from '../core/lock-limits.ts';
import { highestOf } from '../core/positions.ts';
import { VersionRefusal } from '../versions/registry.ts';
import { activeProjections, modelFor, readTopology, type Version } from '../versions/topology.ts';
import { feedUntilTakenOver, fillToHead } from './catch-up.ts';
import { fill, targetOf } from './fill/fill.ts';
import { openTransaction } from './open-transaction.ts';
import type { MaintenanceOptions, MaintenanceRun } from './options.ts';
import { createProgressCounter } from './progress-counter.ts';
import { runExclusively } from './run-exclusively.ts';

export type RelaneOptions = MaintenanceOptions &
  Readonly<{
    /** How long this process still applies events after the pipelines have taken over. @defaultValue 3 s */
    lingerMs?: number;
  }>;

export type RelaneResult = Readonly<{ layout: number; lanes: number; before: number }>;

/** How long the transaction that locks all checkpoints waits for a lock, and may idle while the log is being read. */
const lockMs = 10_000;

/**
 * Changes the number of lanes in one transaction: locks all checkpoints, brings all lanes of each version to the same
 * position, and starts the new lanes there. Workers wait meanwhile. Running processes notice the new lane layout within
 * seconds; workers of the old layout find no checkpoints and so do nothing.
 */
export async function relane(options: RelaneOptions, lanes: number): Promise<RelaneResult> {
  const { db, models, lingerMs = 3_000 } = options;
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > maxLanes) {
    throw new VersionRefusal(`The number of lanes must be 1 to ${maxLanes}.`);
  }
  return runExclusively(options, 'relane', async (signal) => {
    const before = await readTopology(db);
    if (before.layout.lanes === lanes) return { layout: before.layout.layout, lanes, before: lanes };
    const run = { ...options, signal };
    // Applies most of the missing events before anything is locked, so that the locks are held only briefly.
    for (const projection of activeProjections(models, before)) {
      await fillToHead(run, projection, createProgressCounter(options.onProgress));
    }
    const layout = await changeLayout(run, lanes);
    const projections = activeProjections(models, await readTopology(db));
    await feedUntilTakenOver(run, projections, lingerMs, createProgressCounter());
    return { layout, lanes, before: before.layout.lanes };
  });
}

async function changeLayout(run: MaintenanceRun, lanes: number): Promise<number> {
  await using open = await openTransaction(run.db, lockAllLanes);
  const { layout, versions } = await readTopology(open.tx);
  for (const version of versions) await alignLanes(run, open.tx, layout, version);
  run.signal.throwIfAborted();
  const next = { layout: layout.layout + 1, lanes };
  await replaceLayout(open.tx, layout, next);
  await open.tx.query(sql.unsafe`UPDATE lane_layout SET layout = ${next.layout}, lanes = ${lanes}`);
  await open.commit();
  return next.layout;
}

async function lockAllLanes(tx: DatabaseTransactionConnection): Promise<void> {
  await limitLocks(tx, lockMs);
  await tx.query(sql.unsafe`SELECT FROM lane_layout FOR UPDATE`);
  await lockAllCheckpoints(tx);
}

/**
 * Brings all lanes of a version to the same position: the end of the log if pipelines feed the version, otherwise the
 * position of its most advanced lane.
 */
async function alignLanes(
  run: MaintenanceRun,
  tx: DatabaseTransactionConnection,
  layout: Layout,
  version: Version,
): Promise<void> {
  const { db, log, decrypt, logger, signal, models } = run;
  const model = modelFor(models, version);
  const lanes = await readLanes(tx, { name: version.projection, version: version.version }, layout);
  const positions = [...lanes.values()].map(({ position }) => position);
  const furthest = highestOf(positions);
  if (!model) {
    if (positions.every((position) => position === furthest)) return;
    throw new VersionRefusal(
      `This build cannot align the lanes of ${version.projection} version ${version.version}; use a build that knows it.`,
    );
  }
  const isFed = version.state !== 'building' && !version.paused;
  const head = isFed ? await log.head() : furthest;
  const target = targetOf(head > furthest ? head : furthest);
  await fill({ db, log, decrypt, logger, signal, projection: model.forVersion(version.version), within: tx }, target);
}
