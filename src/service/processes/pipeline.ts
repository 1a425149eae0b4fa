import { connectQueues } from '../../infra/redis/queues.ts';
import { announceWorker } from '../../infra/redis/worker-presence.ts';
import type { Running } from '../../projections/core/running.ts';
import { clearQueues, queuePrefixOf } from '../../projections/dispatch/queues.ts';
import { models } from '../../projections/models/all.ts';
import { startPipeline, type WorkerOptions } from '../../projections/pipeline.ts';
import { supervise } from '../../projections/versions/supervise.ts';
import type { Application } from '../connect.ts';
import { throttledWarning } from '../connections.ts';
import { runPolicies } from './policies.ts';
import { sendWebhooks } from './webhooks.ts';

type Start = (options: WorkerOptions) => Promise<Running>;

/**
 * Runs the dispatcher, the workers and the policies, and sends deliveries of webhooks, until closed. With `seize` the
 * dispatcher and the policies take over their leases at once, because the processes that hold them are known to be dead.
 */
export const runPipeline = async (app: Application, { seize = false } = {}): Promise<Running> =>
  runTogether(
    await runOnQueues(app, (options) => startPipeline({ ...options, seize })),
    announceWorker(app.redis),
    runPolicies(app, seize),
    sendWebhooks(app),
  );

/**
 * Runs a part of the pipeline, such as a worker, on the queues of the current topology. When the topology changes, the
 * part is restarted on the queues of the new one.
 */
export async function runOnQueues(app: Application, start: Start): Promise<Running> {
  const { addresses, db, log, decrypt, topology, signals, logger, observe } = app;
  const connections = connectQueues(addresses.redisUrl, throttledWarning(logger, 'Redis'));
  const supervised = await supervise({
    ...{ watched: topology, models, logger },
    start: (assignment, signal) =>
      start({ ...assignment, db, log, decrypt, connections, signals, logger, observe, signal }),
    retire: ({ layout, projections }) =>
      clearQueues(connections.producer, queuePrefixOf(layout, projections), layout.lanes),
  }).catch((error: unknown) => {
    // When the start fails, the connections are closed, because open ones would keep the process alive.
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
