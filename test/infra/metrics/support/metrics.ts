import { join } from 'node:path';
import { createMetrics, type MetricsOptions } from '../../../../src/infra/metrics/metrics.ts';
import type { VersionLag } from '../../../../src/infra/metrics/pipeline-gauges.ts';

export const version: VersionLag = {
  projection: 'sessions',
  version: 2,
  parked: 3,
  lanes: [
    { lane: 0, events: 0, seconds: 0 },
    { lane: 1, events: 7, seconds: 1.5 },
  ],
};

const pool = { acquiredConnections: 3, idleConnections: 2, pendingConnections: 1, waitingClients: 4 };

/** Creates metrics of an installation with fixed figures. */
export const metricsWith = (options: Partial<MetricsOptions> = {}) =>
  createMetrics({
    version: '1.2.3',
    readFigures: async () => ({
      versions: [version],
      waiting: [{ projection: 'sessions', version: 2, events: 12 }],
      refusedEvents: 2,
      webhooks: { open: 5, oldestSeconds: 61, failing: 1, disabled: 6 },
    }),
    droppedSubscriptions: () => 4,
    pools: { commands: () => pool },
    embeddedLog: join(import.meta.dirname, 'metrics.ts'),
    ...options,
  });
