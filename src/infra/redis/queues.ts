import { Redis } from 'ioredis';

/** Redis connections for queues. They wait for Redis to come back instead of failing. */
export type QueueConnections = Readonly<{
  /** Adds jobs. */
  producer: Redis;
  /** Takes jobs. Each consumer duplicates it for its blocking commands. */
  consumer: Redis;
  /** Closes all connections at once, also while Redis is down. */
  close: () => void;
}>;

const maxPauseMs = 1_000;

/** Connects in the background, and reconnects without end. */
export function connectQueues(url: string, onError: (error: Error) => void): QueueConnections {
  const open = new Set<Redis>();
  const track = (redis: Redis): Redis => {
    open.add(redis);
    redis.on('error', onError);
    redis.once('end', () => open.delete(redis));
    // BullMQ duplicates connections itself. Duplicates are tracked so that `close` closes them, too.
    const duplicate = redis.duplicate.bind(redis);
    redis.duplicate = (override) => track(duplicate(override));
    return redis;
  };
  const connect = (connectionName: string) =>
    track(
      new Redis(url, {
        connectionName,
        maxRetriesPerRequest: null,
        retryStrategy: (attempts) => Math.min(50 * attempts, maxPauseMs),
      }),
    );
  return {
    producer: connect('irontrack-dispatch'),
    consumer: connect('irontrack-work'),
    close: () => {
      for (const redis of open) redis.disconnect();
    },
  };
}
