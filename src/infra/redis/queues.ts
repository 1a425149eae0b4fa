import { Redis } from 'ioredis';

/** Redis connections for queues, which wait for Redis to come back instead of failing. */
export type QueueConnections = Readonly<{
  /** For adding jobs. */
  producer: Redis;
  /** For taking jobs; each consumer makes a blocking one of its own out of it. */
  consumer: Redis;
  /** Lets go of all of them at once, also while Redis is away. */
  close: () => void;
}>;

const longestPauseMs = 1_000;

/** Connects in the background; an absent Redis is tried again for ever. */
export function connectQueues(url: string, onError: (error: Error) => void): QueueConnections {
  const all = new Set<Redis>();
  const keep = (redis: Redis): Redis => {
    all.add(redis);
    redis.on('error', onError);
    // A duplicate ends with the queue or the consumer that made it.
    redis.once('end', () => all.delete(redis));
    const duplicate = redis.duplicate.bind(redis);
    redis.duplicate = (override) => keep(duplicate(override));
    return redis;
  };
  const connect = (connectionName: string) =>
    keep(
      new Redis(url, {
        connectionName,
        maxRetriesPerRequest: null,
        retryStrategy: (times) => Math.min(50 * times, longestPauseMs),
      }),
    );
  return {
    producer: connect('irontrack-dispatch'),
    consumer: connect('irontrack-work'),
    close: () => {
      for (const redis of all) redis.disconnect();
    },
  };
}
