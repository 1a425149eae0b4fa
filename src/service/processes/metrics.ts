import cluster from 'node:cluster';
import { createMetrics, type Metrics } from '../../infra/metrics/metrics.ts';
import { serveMetrics } from '../../infra/metrics/serve-metrics.ts';
import { readSharedMetrics } from '../../infra/metrics/shared-metrics.ts';
import { readWebhookFigures } from '../../infra/webhooks/figures.ts';
import type { Running } from '../../projections/core/running.ts';
import { readLag } from '../../projections/lag.ts';
import { countParkedStreams } from '../../projections/parking/parked-streams.ts';
import type { Config } from '../config.ts';
import type { Application } from '../connect.ts';
import { version } from '../version.ts';

/** Creates the metrics of this process and of the pipeline. `embeddedLog`: the file of the embedded event store, if any. */
export function createProcessMetrics(app: Application, embeddedLog?: string): Metrics {
  const { db, log, refusedEvents, droppedSubscriptions, pools, addObserver } = app;
  const metrics = createMetrics({
    ...{ version, droppedSubscriptions, pools, embeddedLog },
    readFigures: async () => ({
      versions: (await readLag({ db, log })).versions,
      waiting: (await countParkedStreams(db)).map(({ projection, version, events }) => ({
        projection,
        version,
        events,
      })),
      refusedEvents: await refusedEvents.count(),
      webhooks: await readWebhookFigures(db),
    }),
  });
  addObserver(metrics.observe);
  return metrics;
}

/** Serves the metrics until closed, if the settings contain a port for them; one of several processes gives them to its parent. */
export async function publishMetrics({ config }: Pick<Application, 'config'>, metrics: Metrics): Promise<Running> {
  if (cluster.isPrimary) return listenForMetrics(config, metrics);
  metrics.share();
  return { close: async () => {} };
}

/** Serves the metrics of all processes that this process has started. */
export const publishSharedMetrics = (config: Config): Promise<Running> => listenForMetrics(config, readSharedMetrics());

async function listenForMetrics(config: Config, metrics: Pick<Metrics, 'read'>): Promise<Running> {
  if (config.metricsPort === undefined) return { close: async () => {} };
  return serveMetrics(metrics, config.metricsHost, config.metricsPort);
}
