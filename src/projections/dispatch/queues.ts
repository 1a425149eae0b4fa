import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { Layout } from '../../ports/lanes.ts';
import { decodeJob, encodeJob, type Job, type WireJob } from '../core/job.ts';
import { projectionSetNameOf, type VersionKey } from '../core/projection.ts';

/** The queues of jobs in Redis, one per lane. When Redis loses jobs, the dispatcher sends new ones. */
export type LaneQueues = Readonly<{
  /** Adds a job to the lane's queue. Resolves when Redis has stored it; waits while Redis is down. */
  send: (lane: number, job: Job) => Promise<void>;
  /** Whether the lane's queue has neither waiting nor running jobs. */
  isEmpty: (lane: number) => Promise<boolean>;
  close: () => Promise<void>;
}>;

/** The prefix of the queues in Redis. It differs per lane layout and set of projections, so that builds do not mix. */
export const queuePrefixOf = ({ layout }: Pick<Layout, 'layout'>, projections: readonly VersionKey[]): string =>
  `irontrack:pipeline:${projectionSetNameOf(projections)}:${layout}`;

const queueName = (lane: number): string => `lane-${lane}`;

/** The queues of all lanes, by which they are found in Redis. */
export const queueKeysOf = (layout: Layout, projections: readonly VersionKey[]) =>
  Array.from({ length: layout.lanes }, (_, lane) => ({
    ...{ prefix: queuePrefixOf(layout, projections), name: queueName(lane) },
  }));

/** How long a job stays locked by a killed worker. The lane waits that long before another worker continues. */
const lockMs = 5_000;

export type QueueOptions = Readonly<{
  connection: ConnectionOptions;
  prefix: string;
  onFailure: (error: Error) => void;
}>;

export function createLaneQueues({ connection, prefix, onFailure }: QueueOptions, lanes: number): LaneQueues {
  const queues = Array.from({ length: lanes }, (_, lane) => {
    const queue = new Queue<WireJob>(queueName(lane), {
      connection,
      prefix,
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: { count: 10 } },
    });
    queue.on('error', onFailure);
    return queue;
  });
  const queueOf = (lane: number): Queue<WireJob> => {
    const queue = queues[lane];
    if (!queue) throw new Error(`There is no lane ${lane}`);
    return queue;
  };
  return {
    async send(lane, job) {
      await queueOf(lane).add('events', encodeJob(job));
    },
    async isEmpty(lane) {
      const queue = queueOf(lane);
      // Redis may have lost the settings of the queue, or a process killed while clearing the queue left it paused.
      await queue.setGlobalConcurrency(1);
      if (await queue.isPaused()) await queue.resume();
      return (await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) === 0;
    },
    async close() {
      await Promise.allSettled(queues.map((queue) => queue.close()));
    },
  };
}

/** Deletes all jobs of all lanes. Otherwise jobs locked by killed workers would block their lanes for a while. */
export async function clearQueues(connection: ConnectionOptions, prefix: string, lanes: number): Promise<void> {
  const queues = Array.from({ length: lanes }, (_, lane) => new Queue(queueName(lane), { connection, prefix }));
  for (const queue of queues) queue.on('error', () => {});
  try {
    await Promise.all(queues.map((queue) => queue.obliterate({ force: true })));
  } finally {
    await Promise.allSettled(queues.map((queue) => queue.close()));
  }
}

/** Calls `work` with each job of the lane, one at a time. `close` waits for the current job. */
export function consumeLane(
  { connection, prefix, onFailure }: QueueOptions,
  lane: number,
  work: (job: Job) => Promise<void>,
): Readonly<{ close: () => Promise<void> }> {
  const consumer = new Worker<WireJob>(queueName(lane), ({ data }) => work(decodeJob(data)), {
    connection,
    prefix,
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    // A job may be repeated without limit, which is harmless: the checkpoint decides which of its events are new.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 10 },
  });
  consumer.on('error', onFailure);
  return { close: () => consumer.close() };
}
