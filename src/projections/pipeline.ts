import type { ConnectionOptions } from 'bullmq';
import type { DatabasePool } from 'slonik';
import type { Layout } from '../ports/lanes.ts';
import type { Decrypt, Log } from '../ports/log.ts';
import type { Logger } from '../ports/logger.ts';
import { createApply } from './apply/apply.ts';
import { createWorker } from './apply/worker.ts';
import { checkLog, ensureCheckpoints } from './core/checkpoints.ts';
import { runUnderLease } from './core/lease.ts';
import { type Projection, projectionSetNameOf } from './core/projection.ts';
import { backOff, isTransient, pause, reasonOf, throttle } from './core/retry.ts';
import { runDispatcher } from './dispatch/dispatcher.ts';
import { clearQueues, consumeLane, createLaneQueues, queuePrefixOf } from './dispatch/queues.ts';

export type PipelineOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  layout: Layout;
  projections: readonly Projection[];
  /** Redis connections that wait for Redis; the caller closes them after the pipeline. */
  connections: Readonly<{ producer: ConnectionOptions; consumer: ConnectionOptions }>;
  logger: Logger;
  /** Goes on at once, where all who dispatched and worked before are known to be gone. @defaultValue false */
  seize?: boolean;
  /** Gives up starting. */
  signal?: AbortSignal;
}>;

export type WorkOptions = PipelineOptions & Readonly<{ decrypt: Decrypt; lanes?: readonly number[] }>;

/** A part of the pipeline that runs until it is closed. Closing takes seconds at most and may be done twice. */
export type Running = Readonly<{ close: () => Promise<void> }>;

const closingMs = 5_000;

/** Stands by for the lease and dispatches while it has it. Throws `LogMismatch` where the read tables know of another log. */
export async function startDispatcher(options: PipelineOptions): Promise<Running> {
  const { db, layout, projections, connections, logger, seize = false } = options;
  await prepare(options);
  const stop = new AbortController();
  const prefix = queuePrefixOf(layout, projections);
  const queues = createLaneQueues(connections.producer, prefix, layout.lanes, failures(logger));
  const name = `${projectionSetNameOf(projections)}/${layout.layout}`;
  const done = runUnderLease({ db, name, logger, seize }, stop.signal, (signal) =>
    runDispatcher({ ...options, queues }, signal),
  );
  return createRunning(async () => {
    stop.abort();
    await done;
    await queues.close();
  });
}

/** Takes in the events of the given lanes, all by default. Throws `LogMismatch` where the read tables know of another log. */
export async function startWorker(options: WorkOptions): Promise<Running> {
  const { layout, projections, connections, logger } = options;
  await prepare(options);
  const stop = new AbortController();
  const prefix = queuePrefixOf(layout, projections);
  const work = createWorker({ ...options, apply: createApply(options), signal: stop.signal });
  const all = Array.from({ length: layout.lanes }, (_, lane) => lane);
  const lanes = options.lanes ? all.filter((lane) => options.lanes?.includes(lane)) : all;
  const onFailure = failures(logger);
  const consumers = lanes.map((lane) => consumeLane(connections.consumer, prefix, lane, work, onFailure));
  return createRunning(async () => {
    stop.abort();
    await Promise.all(consumers.map(({ close }) => close()));
  });
}

/** Dispatcher and worker of all lanes in one process. */
export async function startPipeline(options: WorkOptions): Promise<Running> {
  const { connections, layout, projections, seize = false } = options;
  if (seize) await clearQueues(connections.producer, queuePrefixOf(layout, projections), layout.lanes);
  const work = await startWorker(options);
  const dispatcher = await startDispatcher(options).catch(async (error: unknown) => {
    await work.close();
    throw error;
  });
  return createRunning(async () => {
    await Promise.all([dispatcher.close(), work.close()]);
  });
}

const failures = (logger: Logger) => throttle((reason) => logger.warn('The queues of the lanes fail', { reason }));

/** Waits out outages; what is wrong otherwise is the caller's to hear. */
async function prepare({ db, log, layout, projections, logger, signal }: PipelineOptions): Promise<void> {
  const given = signal ?? new AbortController().signal;
  for (let tries = 0; ; tries += 1) {
    try {
      await ensureCheckpoints(db, layout, projections);
      await checkLog(db, log, projections);
      return;
    } catch (error) {
      if (!isTransient(error) || given.aborted) throw error;
      logger.warn('The pipeline waits for a service', { reason: reasonOf(error) });
      await pause(backOff(tries), given);
    }
  }
}

/** Closes once, and gives up waiting for what hangs on a service that is away, or takes its time. */
export function createRunning(end: () => Promise<void>): Running {
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      const late = new AbortController();
      closing ??= Promise.race([end(), pause(closingMs, late.signal)]).finally(() => late.abort());
      return closing;
    },
  };
}
