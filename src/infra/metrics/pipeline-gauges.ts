import { Gauge, type Registry } from 'prom-client';

/** How far a version of a read model lags, per lane, and how many of its streams are parked. */
export type VersionLag = Readonly<{
  projection: string;
  version: number;
  parked: number;
  lanes: readonly Readonly<{ lane: number; events: number; seconds: number }>[];
}>;

/** How many events wait in the parked streams of a version. */
export type Waiting = Readonly<{ projection: string; version: number; events: number }>;

/** How many deliveries of webhooks have not ended, how old the oldest is, and how many webhooks fail or were disabled. */
export type WebhookFigures = Readonly<{ open: number; oldestSeconds: number; failing: number; disabled: number }>;

/**
 * How far each version lags, how many events wait in parked streams, how many events in own streams were refused because something else wrote them, and how the
 * webhooks are.
 */
export type PipelineFigures = Readonly<{
  versions: readonly VersionLag[];
  waiting: readonly Waiting[];
  refusedEvents: number;
  webhooks: WebhookFigures;
}>;

/** Registers the gauges of the pipeline. Returns the function that sets them. */
export function createPipelineGauges(
  registers: Registry[],
  readFigures: () => Promise<PipelineFigures>,
): () => Promise<void> {
  const gauges = createGauges(registers);
  return async () => {
    for (const each of [gauges.events, gauges.seconds, gauges.parked, gauges.deadLetters]) each.reset();
    try {
      const { versions, waiting, refusedEvents, webhooks } = await readFigures();
      gauges.refused.set(refusedEvents);
      gauges.webhooks.open.set(webhooks.open);
      gauges.webhooks.oldest.set(webhooks.oldestSeconds);
      gauges.webhooks.failing.set(webhooks.failing);
      gauges.webhooks.disabled.set(webhooks.disabled);
      for (const version of versions) setLag(gauges, version);
      for (const { events, ...labels } of waiting) gauges.deadLetters.set(labels, events);
      gauges.readable.set(1);
    } catch {
      // When the lag cannot be read, this gauge is 0 and the other metrics are still served: they are useful during an
      // outage too.
      gauges.readable.set(0);
    }
  };
}

function setLag(gauges: ReturnType<typeof createGauges>, { projection, version, lanes, parked }: VersionLag): void {
  gauges.parked.set({ projection, version }, parked);
  gauges.deadLetters.set({ projection, version }, 0);
  for (const { lane, events, seconds } of lanes) {
    const labels = { projection, version, lane };
    gauges.events.set(labels, events);
    gauges.seconds.set(labels, seconds);
  }
}

function createGauges(registers: Registry[]) {
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    // Each process reports the same values, so those of several processes are not added up.
    new Gauge({ name: `irontrack_${name}`, help, labelNames: [...labelNames], aggregator: 'max', registers });
  const laneLabels = ['projection', 'version', 'lane'];
  return {
    events: gauge('lane_lag_events', 'Events not yet applied; counting stops at a limit', laneLabels),
    seconds: gauge('lane_lag_seconds', 'Age of the oldest event not yet applied', laneLabels),
    parked: gauge('parked_streams', 'Streams parked by a poison event', ['projection', 'version']),
    deadLetters: gauge('dead_letters', 'Events that wait in parked streams', ['projection', 'version']),
    refused: gauge('refused_events', 'Events in own streams that this installation did not write', []),
    webhooks: {
      open: gauge('webhook_deliveries_open', 'Deliveries of webhooks that have not ended', []),
      oldest: gauge('webhook_deliveries_oldest_seconds', 'Age of the oldest of these deliveries', []),
      failing: gauge('webhooks_failing', 'Enabled webhooks whose last attempt has failed', []),
      disabled: gauge('webhooks_disabled', 'Webhooks that the service has disabled', []),
    },
    readable: gauge('pipeline_readable', '1 when the metrics of the pipeline could be read, otherwise 0', []),
  };
}
