import { sql } from 'slonik';
import { type Projection, projectionSetNameOf } from '../core/projection.ts';
import { pause, reasonOf, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { activeProjections, readTopology } from '../versions/topology.ts';
import { type FillTarget, VersionGone } from './fill/apply-page.ts';
import { fill, targetOf } from './fill/fill.ts';
import { type MaintenanceRun, outageRetryOf } from './options.ts';
import type { ProgressCounter } from './progress-counter.ts';

const defaultPageSize = 2_000;

/** Fills a version up to the end of the log, repeatedly, until a pass has found no more than one page of new events. */
export async function fillToHead(
  run: MaintenanceRun,
  projection: Projection,
  progress: ProgressCounter,
): Promise<void> {
  for (;;) {
    const head = await retry(() => run.log.head(), outageRetryOf(run));
    progress.head(head);
    const before = progress.events();
    await fillDespiteOutages(run, projection, async () => targetOf(head), progress);
    if (progress.events() - before <= (run.pageSize ?? defaultPageSize)) return;
  }
}

/** Fills a version up to a target, and resumes after an outage or after a change of the number of lanes. */
export async function fillDespiteOutages(
  run: MaintenanceRun,
  projection: Projection,
  readTarget: () => Promise<FillTarget>,
  progress: ProgressCounter,
): Promise<void> {
  const { db, log, decrypt, logger, signal, pageSize = defaultPageSize } = run;
  const options = { db, log, decrypt, logger, projection, signal, pageSize, onPage: progress.page };
  const readLayoutNumber = async () => (await readTopology(db)).layout.layout;
  await retry(
    async () => {
      for (;;) {
        signal.throwIfAborted();
        const layout = await readLayoutNumber();
        try {
          return await fill(options, await readTarget());
        } catch (error) {
          if (!(error instanceof VersionGone) || (await readLayoutNumber()) === layout) throw error;
        }
      }
    },
    outageRetryOf(run, progress.events),
  );
}

const lingerPauseMs = 20;
const longestLingerMs = 30_000;

/**
 * Applies new events to versions until dispatchers and workers do so, and for `lingerMs` more, so that no query waits
 * for a late pipeline. Ends early after an error, about which it only writes a log message: the pipelines apply what is
 * missing.
 */
export async function feedUntilTakenOver(
  run: MaintenanceRun,
  projections: readonly Projection[],
  lingerMs: number,
  progress: ProgressCounter,
): Promise<void> {
  const latest = performance.now() + longestLingerMs;
  let until = performance.now() + lingerMs;
  while (performance.now() < until && !run.signal.aborted) {
    try {
      for (const projection of projections) await fillToHead(run, projection, progress);
      await pause(lingerPauseMs, run.signal);
      if (await isHandOverPending(run)) until = Math.min(latest, performance.now() + lingerMs);
    } catch (error) {
      if (!run.signal.aborted)
        run.logger.warn('Feeding until the pipelines take over failed', { reason: reasonOf(error) });
      return;
    }
  }
}

const pendingRow = rowType<{ pending: boolean }>();

/** Whether a dispatcher is active, but not yet one for the present lane layout and versions that this build feeds. */
async function isHandOverPending({ db, models }: MaintenanceRun): Promise<boolean> {
  const topology = await readTopology(db);
  const name = `${projectionSetNameOf(activeProjections(models, topology))}/${topology.layout.layout}`;
  const { pending } = await db.one(sql.type(pendingRow)`
    SELECT count(*) > 0 AND NOT coalesce(bool_or(name = ${name}), false) AS pending FROM dispatcher_leases
    WHERE name ~ '^[0-9a-f]{12}/[0-9]+$' AND expires_at > clock_timestamp()`);
  return pending;
}
