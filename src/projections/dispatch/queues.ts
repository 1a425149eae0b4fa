import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { Layout } from '../../ports/lanes.ts';
import { decodeJob, encodeJob, type Job, type WireJob } from '../core/job.ts';
import { projectionSetNameOf, type VersionKey } from '../core/projection.ts';

/** The queues of the lanes' jobs in Redis. What they lose is sent again. */
export type LaneQueues = Readonly<{
  /** Resolves when the job is stored. Waits while Redis is down. */
  send: (lane: number, job: Job) => Promise<void>;
  /** Whether no job of the lane waits or runs. */
  isEmpty: (lane: number) => Promise<boolean>;
  close: () => Promise<void>;
}>;

/** The Redis prefix of the queues of one layout and set of projections. Other builds' jobs have another prefix. */
export const queuePrefixOf = ({ layout }: Pick<Layout, 'layout'>, projections: readonly VersionKey[]): string =>
  `irontrack:pipeline:${projectionSetNameOf(projections)}:${layout}`;

const queueName = (lane: number): string => `lane-${lane}`;

/** How long the lane of a killed worker waits before another worker continues. */
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
      // Redis may have lost the queue's settings, or a process that was killed while clearing it left it paused.
      await queue.setGlobalConcurrency(1);
      if (await queue.isPaused()) await queue.resume();
      return (await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) === 0;
    },
    async close() {
      await Promise.allSettled(queues.map((queue) => queue.close()));
    },
  };
}

/** Deletes all jobs. The jobs of killed workers would otherwise block their lanes until their locks expire. */
export async function clearQueues(connection: ConnectionOptions, prefix: string, lanes: number): Promise<void> {
  const queues = Array.from({ length: lanes }, (_, lane) => new Queue(queueName(lane), { connection, prefix }));
  for (const queue of queues) queue.on('error', () => {});
  try {
    await Promise.all(queues.map((queue) => queue.obliterate({ force: true })));
  } finally {
    await Promise.allSettled(queues.map((queue) => queue.close()));
  }
}

/** Processes the lane's jobs one at a time. Closing waits for the current job. */
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
    // Without a bound, because repeating a job is harmless: the checkpoint decides which events are new.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 10 },
  });
  consumer.on('error', onFailure);
  return { close: () => consumer.close() };
}
