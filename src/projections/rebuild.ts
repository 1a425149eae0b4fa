import { sql } from 'slonik';
import { type Counting, counting, inTurn, type LongWork, newestModel, reachHead } from './long-work.ts';
import { type Projection, setNameOf } from './projection.ts';
import { carriedOf, readSituation } from './registry.ts';
import { backOff, pause, reasonOf } from './retry.ts';
import { rowOf } from './rows.ts';
import { createVersion, dropVersion, feedVersion, sweep, useVersion, versionsOf } from './versions.ts';

export type RebuildOptions = LongWork &
  Readonly<{
    /** How long the rebuild goes on feeding after pipelines have taken over. @defaultValue 3 s */
    lingerMs?: number;
  }>;

/** `replaced` is the version that queries have read before; it is still fed. `seconds` is the time up to the switch. */
export type Rebuilt = Readonly<{
  projection: string;
  version: number;
  replaced: number | null;
  events: number;
  seconds: number;
}>;

const lingerPauseMs = 20;
const longestLingerMs = 30_000;

const waitingRow = rowOf<{ waiting: boolean }>();

/** Whether somebody dispatches, but not yet for what this build carries now. */
async function isAwaited({ db, models }: LongWork): Promise<boolean> {
  const situation = await readSituation(db);
  const { layout } = situation.layout;
  const name = `${setNameOf(carriedOf(models, situation))}/${layout}`;
  const { waiting } = await db.one(sql.type(waitingRow)`
    SELECT count(*) > 0 AND NOT coalesce(bool_or(name = ${name}), false) AS waiting FROM dispatcher_leases
    WHERE name LIKE '%/' || ${layout}::int4 AND expires_at > clock_timestamp()`);
  return waiting;
}

/**
 * Fills the next version of a read model from the log's first event on, and lets queries read it once it is where the present one
 * is. Until then nothing of it is to be seen, and what a failure or an abort leaves is removed, by this or the next rebuild; the
 * present version goes on being fed and read all the while, and afterwards as well, until it is dropped.
 */
export async function rebuild(options: RebuildOptions, name: string): Promise<Rebuilt> {
  const { db, models, logger, lingerMs = 3_000 } = options;
  const model = newestModel(models, name);
  return inTurn(options, `rebuild/${name}`, async (signal) => {
    const start = performance.now();
    await sweep(db, model, 'rebuild');
    const live = (await versionsOf(db, name)).find(({ state }) => state === 'live');
    const projection = await createVersion(db, model, 'building');
    const progress = counting(options.onProgress);
    const work = { ...options, signal };
    try {
      await reachHead(work, projection, progress);
      signal.throwIfAborted();
      await feedVersion(db, projection);
      progress.phase('catching up');
      for (let tries = 0; ; tries += 1) {
        await reachHead(work, projection, progress);
        signal.throwIfAborted();
        if (await useVersion(db, name, projection.version)) break;
        await pause(backOff(tries, 200), signal);
      }
    } catch (error) {
      await undo(projection);
      throw error;
    }
    const seconds = (performance.now() - start) / 1_000;
    progress.phase('switched');
    await linger(work, projection, progress);
    const { version } = projection;
    return { projection: name, version, replaced: live?.version ?? null, events: progress.events(), seconds };
  });

  async function undo({ version }: Projection): Promise<void> {
    try {
      await dropVersion(db, models, name, version, { waitMs: 0 });
    } catch (error) {
      logger.warn('The version could not be removed; the next rebuild will', { version, reason: reasonOf(error) });
    }
  }

  /** Feeds the version until pipelines have taken it up, and a while longer; what goes wrong now is theirs to mend. */
  async function linger(work: LongWork & { signal: AbortSignal }, projection: Projection, progress: Counting) {
    const latest = performance.now() + longestLingerMs;
    let until = performance.now() + lingerMs;
    while (performance.now() < until && !work.signal.aborted) {
      try {
        await reachHead(work, projection, progress);
        await pause(lingerPauseMs, work.signal);
        if (await isAwaited(work)) until = Math.min(latest, performance.now() + lingerMs);
      } catch (error) {
        if (!work.signal.aborted) logger.warn('Feeding the new version stopped', { reason: reasonOf(error) });
        return;
      }
    }
  }
}
