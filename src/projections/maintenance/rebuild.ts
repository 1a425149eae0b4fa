import type { Model } from '../core/model.ts';
import type { Projection } from '../core/projection.ts';
import { backOff, pause, reasonOf, retry } from '../core/retry.ts';
import { createVersion } from '../versions/create-version.ts';
import { dropVersion, removeLeftovers } from '../versions/drop-version.ts';
import { listVersions } from '../versions/registry.ts';
import { startFeeding, useVersion } from '../versions/switch-version.ts';
import { feedUntilTakenOver, fillToHead } from './catch-up.ts';
import { type MaintenanceOptions, type MaintenanceRun, newestModel, outageRetryOf } from './options.ts';
import { createProgressCounter, type ProgressCounter } from './progress-counter.ts';
import { runExclusively } from './run-exclusively.ts';

export type RebuildOptions = MaintenanceOptions &
  Readonly<{
    /** How long the rebuild still applies events after the pipelines have taken over. @defaultValue 3 s */
    lingerMs?: number;
  }>;

/**
 * `version` is the new version. `replaced` is the version that queries read before; it still receives events unless it
 * is paused. `seconds` is the time from the start of the rebuild to the switch of the queries.
 */
export type RebuildResult = Readonly<{
  projection: string;
  version: number;
  replaced: number | null;
  isReplacedPaused: boolean;
  events: number;
  seconds: number;
}>;

/**
 * Fills the next version of a read model from the first event on, and lets queries read it once it does not lag the
 * live version any more. Until then queries read the old version, which receives events until it is dropped. A failed
 * or aborted rebuild changes nothing for queries: it removes its version, or else the next rebuild does.
 */
export async function rebuild(options: RebuildOptions, name: string): Promise<RebuildResult> {
  const { db, models, lingerMs = 3_000 } = options;
  const model = newestModel(models, name);
  return runExclusively(options, `rebuild/${name}`, async (signal) => {
    const start = performance.now();
    await removeLeftovers(db, model, 'rebuild');
    const live = (await listVersions(db, name)).find(({ state }) => state === 'live');
    const progress = createProgressCounter(options.onProgress);
    const run = { ...options, signal };
    const projection = await buildAndSwitch(run, model, progress);
    const seconds = (performance.now() - start) / 1_000;
    progress.phase('switched');
    await feedUntilTakenOver(run, [projection], lingerMs, progress);
    const replaced = (await listVersions(db, name)).find(({ version }) => version === live?.version);
    return {
      projection: name,
      version: projection.version,
      replaced: replaced?.version ?? null,
      isReplacedPaused: replaced?.paused ?? false,
      events: progress.events(),
      seconds,
    };
  });
}

/** Fills a new version, lets the pipelines feed it too, and makes it live once it no longer lags the live version. */
async function buildAndSwitch(run: MaintenanceRun, model: Model, progress: ProgressCounter): Promise<Projection> {
  const { db, signal } = run;
  const projection = await retry(() => createVersion(db, model, 'building'), outageRetryOf(run));
  try {
    await fillToHead(run, projection, progress);
    signal.throwIfAborted();
    await retry(() => startFeeding(db, projection), outageRetryOf(run));
    progress.phase('catching up');
    for (let attempts = 0; ; attempts += 1) {
      await fillToHead(run, projection, progress);
      signal.throwIfAborted();
      if (await retry(() => useVersion(db, projection), outageRetryOf(run))) return projection;
      await pause(backOff(attempts, 200), signal);
    }
  } catch (error) {
    await undo(run, projection);
    throw error;
  }
}

async function undo({ db, models, logger }: MaintenanceRun, projection: Projection): Promise<void> {
  try {
    await retry(() => dropVersion(db, models, projection, { waitMs: 0 }), outageRetryOf({ logger }));
  } catch (error) {
    const fields = { version: projection.version, reason: reasonOf(error) };
    logger.warn('The version could not be removed; the next rebuild will remove it', fields);
  }
}
