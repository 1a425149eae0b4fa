import type { Redis } from 'ioredis';
import { orUnavailable, prefix as ownPrefix } from './client.ts';

/** A queue of BullMQ: its prefix in Redis, and its name. */
export type QueueKey = Readonly<{ prefix: string; name: string }>;

/** How many jobs of a queue are in which state. */
export type QueueCounts = QueueKey & Readonly<{ waiting: number; active: number; delayed: number; failed: number }>;

/**
 * Counts the jobs of some queues, by the lists and sets in which BullMQ keeps them: its own objects refuse a connection that
 * adds a prefix to keys, as that of this service does.
 */
export const countJobs = (redis: Redis, keys: readonly QueueKey[]): Promise<readonly QueueCounts[]> =>
  orUnavailable(Promise.all(keys.map((key) => countIn(redis, key))));

async function countIn(redis: Redis, { prefix, name }: QueueKey): Promise<QueueCounts> {
  const keyOf = (state: string) => `${prefix.slice(ownPrefix.length)}:${name}:${state}`;
  const [waiting, active, delayed, failed] = await Promise.all([
    redis.llen(keyOf('wait')),
    redis.llen(keyOf('active')),
    redis.zcard(keyOf('delayed')),
    redis.zcard(keyOf('failed')),
  ]);
  return { prefix, name, waiting, active, delayed, failed };
}
