import type { ConnectionOptions } from 'bullmq';
import type { DatabasePool } from 'slonik';
import type { LaneSignals } from '../ports/lane-signals.ts';
import type { Layout } from '../ports/lanes.ts';
import type { Decrypt, Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import type { Observe } from '../ports/observe.ts';
import { createApply } from './apply/apply.ts';
import { createWorker } from './apply/worker.ts';
import { checkLog } from './core/check-log.ts';
import { ensureCheckpoints } from './core/checkpoints.ts';
import { runUnderLease } from './core/lease.ts';
import { type Projection, projectionSetNameOf } from './core/projection.ts';
import { reasonOf, retry, throttle } from './core/retry.ts';
import { createRunning, type Running } from './core/running.ts';
import { runDispatcher } from './dispatch/dispatcher.ts';
import { clearQueues, consumeLane, createLaneQueues, queuePrefixOf } from './dispatch/queues.ts';
import { observeApply, observeQueues, observeWork } from './observed.ts';

export type PipelineOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  layout: Layout;
  projections: readonly Projection[];
  /** Redis connections, whose requests wait while Redis is down. The caller closes them after closing the pipeline. */
  connections: Readonly<{ producer: ConnectionOptions; consumer: ConnectionOptions }>;
  logger: Logger;
  /** How workers tell the dispatcher and other processes how far the lanes have come. */
  signals?: LaneSignals;
  /** Is called with the jobs that are sent or processed, and with the ranges that are projected. */
  observe?: Observe;
  /**
   * Takes over the dispatcher's lease at once; a pipeline also deletes the jobs that earlier workers have locked. Only for
   * callers that know that the earlier dispatchers and workers have ended. @defaultValue false
   */
  seize?: boolean;
  /** Aborting this signal makes the start of the pipeline fail. */
  signal?: AbortSignal;
}>;

export type WorkerOptions = PipelineOptions & Readonly<{ decrypt: Decrypt; lanes?: readonly number[] }>;

/**
 * Starts a dispatcher, which waits for the lease and is active while it holds the lease. Throws `LogMismatch` if the
 * log is not the one that the checkpoints refer to.
 */
export async function startDispatcher(options: PipelineOptions): Promise<Running> {
  const { db, layout, projections, connections, logger, observe, seize = false } = options;
  await prepare(options);
  const stop = new AbortController();
  const queueOptions = { connection: connections.producer, prefix: queuePrefixOf(layout, projections) };
  const queues = createLaneQueues({ ...queueOptions, onFailure: queueFailures(logger) }, layout.lanes);
  const name = `${projectionSetNameOf(projections)}/${layout.layout}`;
  const done = runUnderLease({ db, name, logger, seize }, stop.signal, (signal) =>
    runDispatcher({ ...options, queues: observe ? observeQueues(queues, observe) : queues }, signal),
  );
  return createRunning(async () => {
    stop.abort();
    await done;
    await queues.close();
  });
}

/**
 * Starts a worker for some lanes, by default for all. Throws `LogMismatch` if the log is not the one that the
 * checkpoints refer to.
 */
export async function startWorker(options: WorkerOptions): Promise<Running> {
  const { layout, projections, connections, logger, signals, observe = () => {} } = options;
  await prepare(options);
  const stop = new AbortController();
  const set = projectionSetNameOf(projections);
  const onReached = (lane: number, position: bigint) =>
    signals?.announce({ set, layout: layout.layout, lane, position });
  const apply = observeApply(createApply(options), observe);
  const work = observeWork(createWorker({ ...options, apply, signal: stop.signal, onReached }), observe);
  const lanes = [...Array(layout.lanes).keys()].filter((lane) => options.lanes?.includes(lane) ?? true);
  const prefix = queuePrefixOf(layout, projections);
  const queueOptions = { connection: connections.consumer, prefix, onFailure: queueFailures(logger) };
  const consumers = lanes.map((lane) => consumeLane(queueOptions, lane, work));
  return createRunning(async () => {
    stop.abort();
    await Promise.all(consumers.map(({ close }) => close()));
  });
}

/** Starts a dispatcher and a worker together, in this process. */
export async function startPipeline(options: WorkerOptions): Promise<Running> {
  const { connections, layout, projections, seize = false } = options;
  if (seize) await clearQueues(connections.producer, queuePrefixOf(layout, projections), layout.lanes);
  const worker = await startWorker(options);
  const dispatcher = await startDispatcher(options).catch(async (error: unknown) => {
    await worker.close();
    throw error;
  });
  return createRunning(async () => {
    await Promise.all([dispatcher.close(), worker.close()]);
  });
}

const queueFailures = (logger: Logger) => throttle((reason) => logger.warn('The lanes’ queues fail', { reason }));

/**
 * Creates missing checkpoints and checks that the log is the one that the checkpoints refer to. Retries during outages;
 * throws other errors.
 */
async function prepare({ db, log, layout, projections, logger, signal }: PipelineOptions): Promise<void> {
  await retry(
    async () => {
      await ensureCheckpoints(db, layout, projections);
      await checkLog(db, log, projections);
    },
    {
      retries: Number.POSITIVE_INFINITY,
      signal,
      onRetry: (error) => logger.warn('The pipeline waits for a service', { reason: reasonOf(error) }),
    },
  );
}
