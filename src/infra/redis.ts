import { Redis } from 'ioredis';
import { DomainError } from '../errors.ts';

/** What one look-up may take before its request is refused. */
const commandTimeoutMs = 1_000;

/** Where all keys of this service live. */
export const prefix = 'irontrack:';

/** A connection that fails at once while Redis is away, and joins the look-ups of one tick into one round trip. */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    lazyConnect: true,
    keyPrefix: prefix,
  });
  redis.on('error', onError);
  try {
    await orUnavailable(redis.connect());
    return redis;
  } catch (error) {
    // It would go on trying, and keep a process alive that has given up.
    redis.disconnect();
    throw error;
  }
}

/** Runs a command; whatever Redis can't do is an outage. */
export async function orUnavailable<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (cause) {
    throw unavailable(cause);
  }
}

export const unavailable = (cause: unknown): DomainError =>
  new DomainError('unavailable', 'Redis can not be reached.', { cause });
