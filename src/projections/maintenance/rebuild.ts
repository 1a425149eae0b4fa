import type { Projection } from '../core/projection.ts';
import { backOff, pause, reasonOf, retry } from '../core/retry.ts';
import {
  createVersion,
  dropVersion,
  listVersions,
  removeLeftovers,
  startFeeding,
  useVersion,
} from '../versions/versions.ts';
import {
  createProgressCounter,
  feedUntilTakenOver,
  type Maintenance,
  newestModel,
  patienceOf,
  reachHead,
  runExclusively,
} from './maintenance.ts';

export type RebuildOptions = Maintenance &
  Readonly<{
    /** How long the rebuild goes on feeding after pipelines have taken over. @defaultValue 3 s */
    lingerMs?: number;
  }>;

/** `replaced` is the version that queries have read before, still fed unless it is paused. `seconds` is the time up to the switch. */
export type RebuildResult = Readonly<{
  projection: string;
  version: number;
  replaced: number | null;
  isReplacedPaused: boolean;
  events: number;
  seconds: number;
}>;

/**
 * Fills the next version of a read model from the log's first event on, and lets queries read it once it is where the present one
 * is. Until then nothing of it is to be seen, and what a failure or an abort leaves is removed, by this or the next rebuild; the
 * present version goes on being fed, unless it is paused, and read all the while, and afterwards as well, until it is dropped.
 */
export async function rebuild(options: RebuildOptions, name: string): Promise<RebuildResult> {
  const { db, models, logger, lingerMs = 3_000 } = options;
  const model = newestModel(models, name);
  return runExclusively(options, `rebuild/${name}`, async (signal) => {
    const start = performance.now();
    await removeLeftovers(db, model, 'rebuild');
    const live = (await listVersions(db, name)).find(({ state }) => state === 'live');
    const progress = createProgressCounter(options.onProgress);
    const work = { ...options, signal };
    const projection = await retry(() => createVersion(db, model, 'building'), patienceOf(work));
    try {
      await reachHead(work, projection, progress);
      signal.throwIfAborted();
      await retry(() => startFeeding(db, projection), patienceOf(work));
      progress.phase('catching up');
      for (let tries = 0; ; tries += 1) {
        await reachHead(work, projection, progress);
        signal.throwIfAborted();
        if (await retry(() => useVersion(db, name, projection.version), patienceOf(work))) break;
        await pause(backOff(tries, 200), signal);
      }
    } catch (error) {
      await undo(projection);
      throw error;
    }
    const seconds = (performance.now() - start) / 1_000;
    progress.phase('switched');
    await feedUntilTakenOver(work, [projection], lingerMs, progress);
    const { version } = projection;
    const replaced = (await listVersions(db, name)).find((each) => each.version === live?.version);
    return {
      projection: name,
      version,
      replaced: replaced?.version ?? null,
      isReplacedPaused: replaced?.paused ?? false,
      events: progress.events(),
      seconds,
    };
  });

  async function undo({ version }: Projection): Promise<void> {
    try {
      // Whoever has stopped the rebuild has not stopped this.
      await retry(() => dropVersion(db, models, name, version, { waitMs: 0 }), patienceOf({ logger }));
    } catch (error) {
      logger.warn('The version could not be removed; the next rebuild will', { version, reason: reasonOf(error) });
    }
  }
}
