import { serveMetrics } from '../../infra/metrics.ts';
import type { Running } from '../../projections/core/running.ts';
import type { Application } from '../connect.ts';

/** Serves the metrics of this process until closed, if the settings name a port for them. */
export async function publishMetrics({ config, metrics }: Application): Promise<Running & { address: string | null }> {
  if (config.metricsPort === undefined) return { address: null, close: async () => {} };
  return serveMetrics(metrics, config.metricsHost, config.metricsPort);
}
