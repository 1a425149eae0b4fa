import { createMetrics, type Metrics } from '../../infra/metrics.ts';
import { serveMetrics } from '../../infra/serve-metrics.ts';
import { readWebhookFigures } from '../../infra/webhooks/figures.ts';
import type { Running } from '../../projections/core/running.ts';
import { readLag } from '../../projections/lag.ts';
import type { Application } from '../connect.ts';

/** Creates the metrics of this process and of the pipeline. */
export const createProcessMetrics = ({ db, log, refusedEvents, droppedSubscriptions }: Application): Metrics =>
  createMetrics(
    async () => ({
      versions: (await readLag({ db, log })).versions,
      refusedEvents: await refusedEvents.count(),
      webhooks: await readWebhookFigures(db),
    }),
    droppedSubscriptions,
  );

/** Serves the metrics until closed, if the settings contain a port for them. */
export async function publishMetrics(
  { config }: Application,
  metrics: Metrics,
): Promise<Running & { address: string | null }> {
  if (config.metricsPort === undefined) return { address: null, close: async () => {} };
  return serveMetrics(metrics, config.metricsHost, config.metricsPort);
}
