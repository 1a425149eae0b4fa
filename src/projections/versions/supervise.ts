import type { Layout } from '../../ports/lanes.ts';
import type { Logger } from '../../ports/logger.ts';
import { type Model, type Projection, projectionSetNameOf } from '../core/projection.ts';
import { backOff, pause, reasonOf } from '../core/retry.ts';
import type { Running } from '../pipeline.ts';
import { activeProjections, type Topology, type WatchedTopology } from './topology.ts';

/** What a part of the pipeline works on: it is started again for another. */
export type Assignment = Readonly<{ layout: Layout; projections: readonly Projection[] }>;

const nameOf = ({ layout, projections }: Assignment): string => `${projectionSetNameOf(projections)}/${layout.layout}`;

const assignmentOf = (models: readonly Model[], situation: Topology): Assignment => ({
  layout: situation.layout,
  projections: activeProjections(models, situation),
});

export type SuperviseOptions = Readonly<{
  watched: WatchedTopology;
  models: readonly Model[];
  logger: Logger;
  start: (assignment: Assignment, signal: AbortSignal) => Promise<Running>;
  /** Removes what the part has left in its queues. */
  retire?: (assignment: Assignment) => Promise<void>;
}>;

/**
 * Keeps a part of the pipeline at work on what is in force: the lanes, and the versions whose shapes this build knows. When that
 * changes, the successor starts before the part ends, and both at once do no harm. Throws what the first start throws.
 */
export async function supervise({ watched, models, logger, start, retire }: SuperviseOptions): Promise<Running> {
  const stop = new AbortController();
  let seen = watched.now();
  let current = assignmentOf(models, seen);
  let running = await start(current, stop.signal);
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
      if (nameOf(next) !== nameOf(current)) await changeOver(next);
    }
  }

  async function changeOver(next: Assignment): Promise<void> {
    for (let tries = 0; !stop.signal.aborted; tries += 1) {
      try {
        const successor = await start(next, stop.signal);
        const [old, left] = [running, current];
        running = successor;
        current = next;
        const versions = next.projections.map((each) => `${each.name}@${each.version}`).join(' ');
        logger.info('The pipeline has changed over', {
          versions,
          layout: next.layout.layout,
          lanes: next.layout.lanes,
        });
        await old.close();
        // Who has yet to change over is sent again what this takes away.
        await retire?.(left).catch(() => {});
        return;
      } catch (error) {
        logger.error('Changing over failed; trying again', { reason: reasonOf(error) });
        await pause(backOff(tries), stop.signal);
        if (watched.now() !== seen) return;
      }
    }
  }
}
