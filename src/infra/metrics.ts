import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** An HTTP request that was answered. `route` is the pattern of its route; null when no route matched. */
export type Observed = Readonly<{ method: string; route: string | null; status: number; seconds: number }>;

/** How far a version of a read model lags, per lane, and how many of its streams are parked. */
export type VersionLag = Readonly<{
  projection: string;
  version: number;
  parked: number;
  lanes: readonly Readonly<{ lane: number; events: number; seconds: number }>[];
}>;

export type Metrics = Readonly<{
  observe: (request: Observed) => void;
  /** Returns the metrics in the text format of Prometheus, with its content type. */
  read: () => Promise<{ text: string; contentType: string }>;
}>;

/** How far each version lags, and how many events in own streams were refused because something else wrote them. */
export type PipelineFigures = Readonly<{ versions: readonly VersionLag[]; refusedEvents: number }>;

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
  const { events, seconds, parked, refused, readable } = createGauges(registers);

  new Counter({
    name: 'irontrack_log_subscriptions_dropped_total',
    help: 'Subscriptions to the log that the event store dropped as too slow; each was replaced at once',
    registers,
    collect() {
      this.reset();
      this.inc(droppedSubscriptions());
    },
  });

  async function refresh(): Promise<void> {
    for (const each of [events, seconds, parked]) each.reset();
    try {
      const { versions, refusedEvents } = await readFigures();
      refused.set(refusedEvents);
      for (const { projection, version, lanes, ...counts } of versions) {
        parked.set({ projection, version }, counts.parked);
        for (const each of lanes) {
          const labels = { projection, version, lane: each.lane };
          events.set(labels, each.events);
          seconds.set(labels, each.seconds);
        }
      }
      readable.set(1);
    } catch {
      // When the lag cannot be read, this gauge is 0 and the other metrics are still served: they are useful during an
      // outage too.
      readable.set(0);
    }
  }

  return {
    observe: ({ method, route, status, seconds: duration }) =>
      requests.observe({ method, route: route ?? 'none', status: String(status) }, duration),
    async read() {
      await refresh();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** Creates the gauges of the pipeline. */
function createGauges(registers: Registry[]) {
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    new Gauge({ name: `irontrack_${name}`, help, labelNames: [...labelNames], registers });
  const laneLabels = ['projection', 'version', 'lane'];
  return {
    events: gauge('lane_lag_events', 'Events not yet applied; counting stops at a limit', laneLabels),
    seconds: gauge('lane_lag_seconds', 'Age of the oldest event not yet applied', laneLabels),
    parked: gauge('parked_streams', 'Streams parked by a poison event', ['projection', 'version']),
    refused: gauge('refused_events', 'Events in own streams that this installation did not write', []),
    readable: gauge('pipeline_readable', '1 when the metrics of the pipeline could be read, otherwise 0', []),
  };
}
