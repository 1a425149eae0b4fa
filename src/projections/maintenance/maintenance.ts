import { type DatabasePool, sql } from 'slonik';
import type { Decrypt, Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { runUnderLease } from '../core/lease.ts';
import { type Model, type Projection, projectionSetNameOf } from '../core/projection.ts';
import { type Patience, pause, reasonOf, retry } from '../core/retry.ts';
import { rowType } from '../core/rows.ts';
import { activeProjections, readTopology } from '../versions/topology.ts';
import { VersionRefusal } from '../versions/versions.ts';
import { fill, upTo, VersionGone } from './fill.ts';

/** What long work on versions needs. */
export type Maintenance = Readonly<{
  db: DatabasePool;
  log: Log;
  decrypt: Decrypt;
  logger: Logger;
  models: readonly Model[];
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Events in one read and one transaction. @defaultValue 2,000 */
  pageSize?: number;
}>;

export type Phase = 'filling' | 'catching up' | 'switched' | 'comparing';

/** So many events of the log were read, up to `position`; `head` is where the log ended when that was last asked. */
export type Progress = Readonly<{ phase: Phase; events: number; position: bigint; head: bigint }>;

/** The newest shape of a read model that this build knows. */
export function newestModel(models: readonly Model[], name: string): Model {
  const model = models.filter((each) => each.name === name).sort((a, b) => b.shape - a.shape)[0];
  if (!model) throw new VersionRefusal(`This build has no projection ${name}.`);
  return model;
}

/** Counts what was done, and tells. */
export type ProgressCounter = Readonly<{
  phase: (phase: Phase) => void;
  head: (head: bigint) => void;
  page: (position: bigint, events: number) => void;
  events: () => number;
}>;

export function createProgressCounter(tell: (progress: Progress) => void = () => {}): ProgressCounter {
  let now: Progress = { phase: 'filling', events: 0, position: 0n, head: 0n };
  const change = (part: Partial<Progress>) => {
    now = { ...now, ...part };
    tell(now);
  };
  return {
    phase: (phase) => change({ phase }),
    head: (head) => change({ head }),
    page: (position, events) => change({ position, events: now.events + events }),
    events: () => now.events,
  };
}

/** Attempts at an outage, 7 s in all, before long work gives up. */
const outageTries = 8;
const defaultPage = 2_000;

/** How long work waits out an outage, which has to pass; without a signal, when it was stopped itself and has to tidy up. */
export const patienceOf = (
  { logger, signal }: Pick<Maintenance, 'logger' | 'signal'>,
  done?: () => number,
): Patience => ({
  again: outageTries,
  ...(signal && { signal }),
  ...(done && { done }),
  onOutage: (error) => logger.warn('Long work stopped; going on where it was', { reason: reasonOf(error) }),
});

/** Brings a version to the log's head, again until hardly anything has come in the meantime. */
export async function reachHead(
  work: Maintenance & { signal: AbortSignal },
  projection: Projection,
  progress: ProgressCounter,
): Promise<void> {
  for (;;) {
    const head = await retry(() => work.log.head(), patienceOf(work));
    progress.head(head);
    const before = progress.events();
    await fillDespiteOutages(work, projection, async () => upTo(head), progress);
    if (progress.events() - before <= (work.pageSize ?? defaultPage)) return;
  }
}

/** Fills, whatever comes between: an outage that passes, or another number of lanes. */
export async function fillDespiteOutages(
  work: Maintenance & { signal: AbortSignal },
  projection: Projection,
  target: () => Promise<Parameters<typeof fill>[1]>,
  progress: ProgressCounter,
): Promise<void> {
  const { db, log, decrypt, logger, signal, pageSize = defaultPage } = work;
  const options = { db, log, decrypt, logger, projection, signal, pageSize, onPage: progress.page };
  const layoutNow = async () => (await readTopology(db)).layout.layout;
  await retry(
    async () => {
      for (;;) {
        signal.throwIfAborted();
        const layout = await layoutNow();
        try {
          return await fill(options, await target());
        } catch (error) {
          if (!(error instanceof VersionGone) || (await layoutNow()) === layout) throw error;
        }
      }
    },
    patienceOf(work, progress.events),
  );
}

const lingerPauseMs = 20;
const longestLingerMs = 30_000;

/** Feeds versions until pipelines have taken them up, and a while longer; what goes wrong now is theirs to mend. */
export async function feedUntilTakenOver(
  work: Maintenance & { signal: AbortSignal },
  projections: readonly Projection[],
  lingerMs: number,
  progress: ProgressCounter,
): Promise<void> {
  const latest = performance.now() + longestLingerMs;
  let until = performance.now() + lingerMs;
  while (performance.now() < until && !work.signal.aborted) {
    try {
      for (const projection of projections) await reachHead(work, projection, progress);
      await pause(lingerPauseMs, work.signal);
      if (await isAwaited(work)) until = Math.min(latest, performance.now() + lingerMs);
    } catch (error) {
      if (!work.signal.aborted) work.logger.warn('Feeding until the pipelines do stopped', { reason: reasonOf(error) });
      return;
    }
  }
}

const waitingRow = rowType<{ waiting: boolean }>();

/** Whether somebody dispatches, but not yet for the versions and lanes that this build would carry now. */
async function isAwaited({ db, models }: Maintenance): Promise<boolean> {
  const situation = await readTopology(db);
  const name = `${projectionSetNameOf(activeProjections(models, situation))}/${situation.layout.layout}`;
  const { waiting } = await db.one(sql.type(waitingRow)`
    SELECT count(*) > 0 AND NOT coalesce(bool_or(name = ${name}), false) AS waiting FROM dispatcher_leases
    WHERE name ~ '^[0-9a-f]{12}/[0-9]+$' AND expires_at > clock_timestamp()`);
  return waiting;
}

/** Longer than an outage that long work waits out. */
const leaseMs = 10_000;

/** Does the work while nobody else does work of that name, anywhere; one that was killed is waited for, for seconds. */
export async function runExclusively<Result>(
  { db, logger, signal }: Pick<Maintenance, 'db' | 'logger' | 'signal'>,
  name: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const both = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  let outcome: { result: Result } | { error: unknown } | null = null;
  const quiet = { ...logger, info: () => {} };
  const onWait = () => logger.warn('Waiting for another such work to end, or for one that was killed', { work: name });
  await runUnderLease({ db, name, logger: quiet, ttlMs: leaseMs, onWait }, both, async (held) => {
    try {
      outcome = { result: await work(held) };
    } catch (error) {
      outcome = { error };
    } finally {
      over.abort();
    }
  });
  return settled<Result>(outcome, signal);
}

function settled<Result>(outcome: { result: Result } | { error: unknown } | null, signal: AbortSignal | undefined) {
  if (outcome === null) {
    signal?.throwIfAborted();
    throw new Error('The work was not begun');
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}
