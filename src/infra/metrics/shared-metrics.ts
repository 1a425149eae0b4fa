import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** Answers the parent of this process, which asks each of its processes for its metrics and adds them up. */
export function shareMetrics(registry: Registry, refresh: () => Promise<void>): void {
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
