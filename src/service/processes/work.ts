import { announceWorker } from '../../infra/redis/worker-presence.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Running } from '../../projections/core/running.ts';
import { startWorker } from '../../projections/pipeline.ts';
import type { Application } from '../connect.ts';
import { runOnQueues, runTogether } from './pipeline.ts';
import { sendWebhooks } from './webhooks.ts';

/**
 * Runs a worker that applies the events of the given lanes, or of all lanes, and that sends webhooks, until closed.
 */
export async function work(app: Application, lanes?: readonly number[]): Promise<Running> {
  const worker = await runOnQueues(app, (options) => {
    // Warns of lanes that do not exist each time the worker starts, because a change of the topology may have reduced
    // the number of lanes.
    if (lanes) warnOfUnknownLanes(lanes, options.layout.lanes, app.logger);
    return startWorker({ ...options, ...(lanes && { lanes }) });
  });
  return runTogether(worker, announceWorker(app.redis), sendWebhooks(app));
}

function warnOfUnknownLanes(wanted: readonly number[], lanes: number, logger: Logger): void {
  const outside = wanted.filter((lane) => lane >= lanes);
  if (outside.length === 0) return;
  const fields = { outside: outside.join(), valid: wanted.length - outside.length, lanes };
  logger.warn('This worker was started for lanes that do not exist', fields);
}
