import { Redis } from 'ioredis';

/** Redis connections for queues, which wait for Redis to come back instead of failing. */
export type QueueConnections = Readonly<{
  /** For adding jobs. */
  producer: Redis;
  /** For taking jobs; each consumer makes a blocking one of its own beside it. */
  consumer: Redis;
  close: () => void;
}>;

const longestPauseMs = 1_000;

/** Connects in the background; an absent Redis is tried again for ever. */
export function connectQueues(url: string, onError: (error: Error) => void): QueueConnections {
  const connect = (connectionName: string) => {
    const redis = new Redis(url, {
      connectionName,
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(50 * times, longestPauseMs),
    });
    redis.on('error', onError);
    return redis;
  };
  const producer = connect('irontrack-dispatch');
  const consumer = connect('irontrack-work');
  return {
    producer,
    consumer,
    close: () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}
