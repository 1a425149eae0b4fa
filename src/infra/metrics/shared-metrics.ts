import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/**
 * Answers the parent of this process, which asks each of its processes for its metrics. A label distinguishes the
 * processes: a sum would fall when a process is replaced, and Prometheus would count the smaller sum as new work.
 */
export function shareMetrics(registry: Registry, refresh: () => Promise<void>): void {
  registry.setDefaultLabels({ process: String(cluster.worker?.id) });
  const read = registry.getMetricsAsJSON.bind(registry);
  registry.getMetricsAsJSON = async () => {
    await refresh();
    return read();
  };
  AggregatorRegistry.setRegistries(registry);
  new AggregatorRegistry();
}

/** The metrics of all processes that this process has started. */
export function readSharedMetrics(): Pick<Metrics, 'read'> {
  const registry = new AggregatorRegistry();
  return { read: async () => ({ text: await registry.clusterMetrics(), contentType: registry.contentType }) };
}
