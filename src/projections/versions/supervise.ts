import type { Layout } from '../../ports/lanes.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Model } from '../core/model.ts';
import { keyOf, type Projection, projectionSetNameOf } from '../core/projection.ts';
import { reasonOf, retry } from '../core/retry.ts';
import type { Running } from '../core/running.ts';
import { activeProjections, type Topology } from './topology.ts';
import type { WatchedTopology } from './watch-topology.ts';

/** The lane layout and the versions of read models that a dispatcher or worker works on. */
export type Assignment = Readonly<{ layout: Layout; projections: readonly Projection[] }>;

export type SuperviseOptions = Readonly<{
  watched: WatchedTopology;
  models: readonly Model[];
  logger: Logger;
  start: (assignment: Assignment, signal: AbortSignal) => Promise<Running>;
  /** Removes the jobs that are left in the queues of an assignment that has been replaced. */
  retire?: (assignment: Assignment) => Promise<void>;
}>;

/**
 * Keeps a dispatcher or worker working on the topology in force: the lane layout, and the versions whose shapes this
 * build knows. After a change, a successor starts before the old one ends; both at once do no harm. Throws if the first
 * start fails.
 */
export async function supervise(options: SuperviseOptions): Promise<Running> {
  const { watched, models, start } = options;
  const stop = new AbortController();
  let seen = watched.now();
  let assignment = assignmentOf(models, seen);
  let running = await start(assignment, stop.signal);
  const following = follow();
  return {
    async close() {
      stop.abort();
      await following;
      await running.close();
    },
  };

  async function follow(): Promise<void> {
    for (;;) {
      if (watched.now() === seen) await watched.changed(stop.signal);
      if (stop.signal.aborted) return;
      seen = watched.now();
      const next = assignmentOf(models, seen);
      if (nameOf(next) === nameOf(assignment)) continue;
      const successor = await startSuccessor(options, next, stop.signal);
      if (!successor) continue;
      const [oldPart, oldAssignment] = [running, assignment];
      [running, assignment] = [successor, next];
      await oldPart.close();
      // This may remove jobs of another process that still works on the old assignment; that process sends them again.
      await options.retire?.(oldAssignment).catch(() => {});
    }
  }
}

/** Starts a dispatcher or worker, with retries. Returns null if the topology changes meanwhile, or if aborted. */
async function startSuccessor(
  { watched, logger, start }: SuperviseOptions,
  next: Assignment,
  signal: AbortSignal,
): Promise<Running | null> {
  const topology = watched.now();
  const successor = await retry(async () => (watched.now() === topology ? start(next, signal) : null), {
    retries: Number.POSITIVE_INFINITY,
    signal,
    shouldRetry: () => true,
    onRetry: (error) => logger.error('The hand-over failed; trying again', { reason: reasonOf(error) }),
  }).catch(() => null);
  if (successor) {
    const { layout, lanes } = next.layout;
    logger.info('The pipeline works on a new topology', {
      versions: next.projections.map(keyOf).join(' '),
      layout,
      lanes,
    });
  }
  return successor;
}

const assignmentOf = (models: readonly Model[], topology: Topology): Assignment => ({
  layout: topology.layout,
  projections: activeProjections(models, topology),
});

const nameOf = ({ layout, projections }: Assignment): string => `${projectionSetNameOf(projections)}/${layout.layout}`;
