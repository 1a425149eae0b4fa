import { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';

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
  let reason: unknown;
  const remember = (error: Error) => {
    reason ??= error;
  };
  redis.on('error', remember);
  try {
    await redis.connect();
    return redis.off('error', remember).on('error', onError);
  } catch (error) {
    // It would go on trying, and keep a process alive that has given up.
    redis.disconnect();
    // What ends the attempt says less than what went wrong in it.
    throw refusal(reason ?? error);
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

const refusal = (cause: unknown): DomainError =>
  cause instanceof Error && /^(WRONGPASS|NOAUTH|NOPERM)/.test(cause.message)
    ? new DomainError('unavailable', 'Redis refuses the user or password.', { cause })
    : unavailable(cause);

export const unavailable = (cause: unknown): DomainError =>
  new DomainError('unavailable', 'Redis can not be reached.', { cause });
