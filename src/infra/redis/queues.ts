import { Redis } from 'ioredis';

/**
 * The Redis connections of the queues. While Redis is down their commands wait until it is back, instead of failing.
 */
export type QueueConnections = Readonly<{
  /** The connection that adds jobs to the queues. */
  producer: Redis;
  /** The connection that removes jobs from the queues. Each consumer duplicates it for commands of Redis that wait for a job. */
  consumer: Redis;
  /** Closes all connections at once, even while Redis is down. */
  close: () => void;
}>;

const maxPauseMs = 1_000;

/** Opens the connections in the background, and reconnects without end after a loss. */
export function connectQueues(url: string, onError: (error: Error) => void): QueueConnections {
  const open = new Set<Redis>();
  const track = (redis: Redis): Redis => {
    open.add(redis);
    redis.on('error', onError);
    redis.once('end', () => open.delete(redis));
    // BullMQ duplicates connections itself. The duplicates are recorded, so that `close` closes them too.
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
