import { type ConnectionOptions, Queue } from 'bullmq';

/** A queue of BullMQ: its prefix in Redis, and its name. */
export type QueueKey = Readonly<{ prefix: string; name: string }>;

/** How many jobs of a queue are in which state. */
export type QueueCounts = QueueKey & Readonly<{ waiting: number; active: number; delayed: number; failed: number }>;

/** Counts the jobs of some queues. It creates no queue that does not exist. */
export async function countJobs(
  connection: ConnectionOptions,
  keys: readonly QueueKey[],
): Promise<readonly QueueCounts[]> {
  return Promise.all(
    keys.map(async ({ prefix, name }) => {
      const queue = new Queue(name, { connection, prefix, skipMetasUpdate: true });
      queue.on('error', () => {});
      try {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
        const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
        return { prefix, name, waiting, active, delayed, failed };
      } finally {
        await queue.close();
      }
    }),
  );
}
