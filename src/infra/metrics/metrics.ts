import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Observe } from '../../ports/observe.ts';
import { createEmbeddedStoreGauges } from './embedded-store-gauges.ts';
import { createPipelineGauges, type PipelineFigures } from './pipeline-gauges.ts';
import { createPoolGauges, type Pools } from './pool-gauges.ts';
import { shareMetrics } from './shared-metrics.ts';
import { createWorkMetrics } from './work-metrics.ts';

export type Metrics = Readonly<{
  observe: Observe;
  /** Returns the metrics in the text format of Prometheus, with its content type. */
  read: () => Promise<{ text: string; contentType: string }>;
  /** Gives them to the parent of this process, which serves those of all its processes. */
  share: () => void;
}>;

/** What the metrics read each time they are read. */
export type MetricsOptions = Readonly<{
  version: string;
  readFigures: () => Promise<PipelineFigures>;
  /** How many subscriptions to the log the event store has dropped so far. */
  droppedSubscriptions: () => number;
  pools: Pools;
  /** The file with the log of the embedded event store; undefined if this process has not started one. */
  embeddedLog?: string | undefined;
}>;

/** Creates the metrics of this process and of the pipeline. docs/metrics.md describes each family. */
export function createMetrics({ version, readFigures, pools, embeddedLog, ...options }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  nameBuild(registers, version);
  const observe = createWorkMetrics(registers);
  createPoolGauges(registers, pools);
  const refresh = createPipelineGauges(registers, readFigures);
  countDropped(registers, options.droppedSubscriptions);
  if (embeddedLog !== undefined) createEmbeddedStoreGauges(registers, embeddedLog);
  return {
    observe,
    share: () => shareMetrics(registry, refresh),
    async read() {
      await refresh();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** Registers the gauge whose label is the version. */
function nameBuild(registers: Registry[], version: string): void {
  const name = 'irontrack_info';
  const info = new Gauge({
    name,
    help: 'The build, as labels',
    labelNames: ['version'],
    registers,
  });
  info.set({ version }, 1);
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
