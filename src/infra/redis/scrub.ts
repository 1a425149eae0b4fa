import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import { prefix, unavailable } from './client.ts';
import { epochIdOf, markerKey } from './epochs.ts';

type Options = Readonly<{
  redis: Pick<Redis, 'bgrewriteaof' | 'info' | 'get' | 'scan' | 'del'>;
  logger: Pick<Logger, 'warn'>;
}>;

/** How long to wait for the end of a rewrite of the file: of an earlier one, and of the one that `scrubRedis` begins. */
const maxWaitMs = 10 * 60_000;
const pollMs = 50;
/** How many times another process may begin a rewrite first, such as the policy that finishes erasures. */
const maxAttempts = 20;
/** How many keys one command looks at. */
const scanned = 1_000;

/**
 * Removes the remains of replaced keys from Redis' append-only file, by a rewrite of the file. First deletes the snapshots
 * of accounts that belong to older epochs, which no process reads, but which a rewrite would keep. An earlier rewrite may have
 * begun before the data was deleted, so its end is waited for first. A hosted Redis may forbid the command; its operator
 * is then responsible.
 */
export async function scrubRedis({ redis, logger }: Options): Promise<void> {
  try {
    await deleteOldSnapshots(redis);
    await rewrite(redis);
    await untilIdle(redis);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!/^(NOPERM|ERR unknown command)/.test(reason)) throw unavailable(error);
    logger.warn('Redis forbids rewriting its file; it may still contain snapshots of an erased account', { reason });
  }
}

async function rewrite(redis: Options['redis']): Promise<void> {
  for (let attempts = 0; attempts < maxAttempts; attempts += 1) {
    await untilIdle(redis);
    try {
      await redis.bgrewriteaof();
      return;
    } catch (error) {
      if (!(error instanceof Error && /already in progress/.test(error.message))) throw error;
    }
  }
  throw busy();
}

async function deleteOldSnapshots(redis: Options['redis']): Promise<void> {
  const marker = await redis.get(markerKey);
  for (let cursor = '0'; ; ) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}*:account:*`, 'COUNT', scanned);
    const own = keys.map((key) => key.slice(prefix.length));
    const old = own.filter((key) => marker === null || epochIdOf(key) !== epochIdOf(marker));
    if (old.length > 0) await redis.del(...old);
    if (next === '0') return;
    cursor = next;
  }
}

/** Waits until no rewrite of the append-only file runs or is scheduled. */
async function untilIdle(redis: Options['redis']): Promise<void> {
  for (let waitedMs = 0; waitedMs < maxWaitMs; waitedMs += pollMs) {
    const info = await redis.info('persistence');
    if (!/^aof_rewrite_(in_progress|scheduled):1/m.test(info)) return;
    await delay(pollMs);
  }
  throw busy();
}

const busy = (): DomainError => new DomainError('unavailable', 'Redis is busy with an earlier rewrite of its file.');
