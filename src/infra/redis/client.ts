import { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';

/** How many milliseconds a Redis command may last before the request that needs it is refused. */
const commandTimeoutMs = 1_000;

/** The prefix of this service's keys in Redis. */
export const prefix = 'irontrack:';

/**
 * Opens a connection whose commands fail at once while Redis is down. Commands that are sent in the same tick share one
 * round trip.
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    // Code that sends the first two has collected the keys of the tick itself. A signal must not wait for the next tick.
    autoPipeliningIgnoredCommands: ['mget', 'evalsha', 'publish'],
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    lazyConnect: true,
    keyPrefix: prefix,
  });
  let firstError: unknown;
  const rememberFirst = (error: Error) => {
    firstError ??= error;
  };
  redis.on('error', rememberFirst);
  try {
    await redis.connect();
    return redis.off('error', rememberFirst).on('error', onError);
  } catch (error) {
    // Without this call, ioredis would keep reconnecting, and the process would not end.
    redis.disconnect();
    // The first error event names the cause. The error of `connect` only says that the connection was closed.
    throw connectionError(firstError ?? error);
  }
}

/** Waits for a Redis command. Throws `unavailable` when it fails for any reason. */
export async function orUnavailable<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (cause) {
    throw unavailable(cause);
  }
}

const connectionError = (cause: unknown): DomainError =>
  cause instanceof Error && /^(WRONGPASS|NOAUTH|NOPERM)/.test(cause.message)
    ? new DomainError('unavailable', 'Redis refuses the user or password.', { cause })
    : unavailable(cause);

export const unavailable = (cause: unknown): DomainError =>
  new DomainError('unavailable', 'Redis cannot be reached.', { cause });
