import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { Layout } from '../../ports/lanes.ts';
import { decodeJob, encodeJob, type Job, type WireJob } from '../core/job.ts';
import { type Projection, projectionSetNameOf } from '../core/projection.ts';

/** Where the lanes' jobs wait. What it loses is sent again. */
export type LaneQueues = Readonly<{
  /** Settles when the job is in; waits while Redis is away. */
  send: (lane: number, job: Job) => Promise<void>;
  /** Whether no job of the lane waits or runs. */
  isEmpty: (lane: number) => Promise<boolean>;
  close: () => Promise<void>;
}>;

/** Queues of one layout and set of projections; other builds' jobs are never seen. */
export const queuePrefixOf = ({ layout }: Layout, projections: readonly Projection[]): string =>
  `irontrack:pipeline:${projectionSetNameOf(projections)}:${layout}`;

const queueName = (lane: number): string => `lane-${lane}`;

/** A killed worker's lane waits for this long before another goes on with it. */
const lockMs = 5_000;

export function createLaneQueues(
  connection: ConnectionOptions,
  prefix: string,
  lanes: number,
  onFailure: (error: Error) => void,
): LaneQueues {
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
      // Kept in Redis, so set again for as long as it may have been emptied, or left paused by who was killed while clearing it.
      await queue.setGlobalConcurrency(1);
      if (await queue.isPaused()) await queue.resume();
      return (await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) === 0;
    },
    async close() {
      await Promise.allSettled(queues.map((queue) => queue.close()));
    },
  };
}

/** Forgets all jobs: those that killed workers had taken would hold up their lanes until their locks end. */
export async function clearQueues(connection: ConnectionOptions, prefix: string, lanes: number): Promise<void> {
  const queues = Array.from({ length: lanes }, (_, lane) => new Queue(queueName(lane), { connection, prefix }));
  for (const queue of queues) queue.on('error', () => {});
  try {
    await Promise.all(queues.map((queue) => queue.obliterate({ force: true })));
  } finally {
    await Promise.allSettled(queues.map((queue) => queue.close()));
  }
}

/** Takes the lane's jobs one after the other. Closing waits for the job at hand. */
export function consumeLane(
  connection: ConnectionOptions,
  prefix: string,
  lane: number,
  work: (job: Job) => Promise<void>,
  onFailure: (error: Error) => void,
): Readonly<{ close: () => Promise<void> }> {
  const consumer = new Worker<WireJob>(queueName(lane), ({ data }) => work(decodeJob(data)), {
    connection,
    prefix,
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    // Done again as often as it takes: the checkpoint knows what is new.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 10 },
  });
  consumer.on('error', onFailure);
  return { close: () => consumer.close() };
}
