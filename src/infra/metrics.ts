import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { createPipelineGauges, type PipelineFigures } from './pipeline-gauges.ts';

/** An HTTP request that was answered. `route` is the pattern of its route; null when no route matched. */
export type Observed = Readonly<{ method: string; route: string | null; status: number; seconds: number }>;

export type Metrics = Readonly<{
  observe: (request: Observed) => void;
  /** Returns the metrics in the text format of Prometheus, with its content type. */
  read: () => Promise<{ text: string; contentType: string }>;
}>;

/**
 * Creates the metrics of this process and of the pipeline. Both functions are called each time the metrics are read.
 * `droppedSubscriptions` returns how many subscriptions to the log the event store has dropped so far.
 */
export function createMetrics(
  readFigures: () => Promise<PipelineFigures>,
  droppedSubscriptions: () => number = () => 0,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'irontrack_http_request_seconds',
    help: 'Time from a request to its response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const refresh = createPipelineGauges(registers, readFigures);
  countDropped(registers, droppedSubscriptions);

  return {
    observe: ({ method, route, status, seconds: duration }) =>
      requests.observe({ method, route: route ?? 'none', status: String(status) }, duration),
    async read() {
      await refresh();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** Registers the counter of dropped subscriptions, whose value is read each time the metrics are read. */
function countDropped(registers: Registry[], droppedSubscriptions: () => number): void {
  new Counter({
    name: 'irontrack_log_subscriptions_dropped_total',
    help: 'Subscriptions to the log that the event store dropped as too slow; each was replaced at once',
    registers,
    collect() {
      this.reset();
      this.inc(droppedSubscriptions());
    },
  });
}
