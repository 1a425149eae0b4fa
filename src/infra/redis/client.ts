import { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';

/** How long a command may take before its request is refused. */
const commandTimeoutMs = 1_000;

/** Prefix of all keys of this service. */
export const prefix = 'irontrack:';

/** A connection that fails at once while Redis is down, and sends the commands of one tick in one round trip. */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
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
    // Otherwise ioredis keeps reconnecting, which keeps the process alive.
    redis.disconnect();
    // The first error event names the cause; the error of `connect` only says that it was closed.
    throw connectionError(firstError ?? error);
  }
}

/** Runs a command. Throws `unavailable` for any failure of Redis. */
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
