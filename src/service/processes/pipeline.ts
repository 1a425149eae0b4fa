import { connectQueues } from '../../infra/redis/queues.ts';
import type { Running } from '../../projections/core/running.ts';
import { clearQueues, queuePrefixOf } from '../../projections/dispatch/queues.ts';
import { models } from '../../projections/models/all.ts';
import { startPipeline, type WorkerOptions } from '../../projections/pipeline.ts';
import { supervise } from '../../projections/versions/supervise.ts';
import type { Application } from '../connect.ts';
import { throttledWarning } from '../connections.ts';
import { runPolicies } from './policies.ts';

type Start = (options: WorkerOptions) => Promise<Running>;

/** Runs dispatcher, workers and policies until closed. `seize` takes the leases at once: their holders are known to be dead. */
export const runPipeline = async (app: Application, { seize = false } = {}): Promise<Running> =>
  runTogether(await runOnQueues(app, (options) => startPipeline({ ...options, seize })), runPolicies(app, seize));

/** Runs a part of the pipeline on the queues of the current topology; a topology change restarts it on other queues. */
export async function runOnQueues(app: Application, start: Start): Promise<Running> {
  const { addresses, db, log, decrypt, topology, logger } = app;
  const connections = connectQueues(addresses.redisUrl, throttledWarning(logger, 'Redis'));
  const supervised = await supervise({
    ...{ watched: topology, models, logger },
    start: (assignment, signal) => start({ ...assignment, db, log, decrypt, connections, logger, signal }),
    retire: ({ layout, projections }) =>
      clearQueues(connections.producer, queuePrefixOf(layout, projections), layout.lanes),
  }).catch((error: unknown) => {
    // Open connections would keep a process alive that could not start.
    connections.close();
    throw error;
  });
  return {
    async close() {
      await supervised.close();
      connections.close();
    },
  };
}

export const runTogether = (...all: readonly Running[]): Running => ({
  close: async () => {
    await Promise.all(all.map(({ close }) => close()));
  },
});
