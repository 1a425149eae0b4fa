import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimitedUse, RateLimitName, RateLimits } from '../../ports/rate-limits.ts';
import { networkOf } from '../access/network.ts';
import { orUnavailable } from './client.ts';
import { createLimiters, type Rates } from './rate-limiters.ts';

/** The limits that count per account or per credential; the others count per network address. */
const accountLimits: ReadonlySet<RateLimitName> = new Set([
  'signInAccount',
  'ownPassword',
  'assistantWrites',
  'assistantWorkouts',
  'appWrites',
  'appWorkouts',
]);

/**
 * The counters of the rate limits in Redis, shared by all processes. Their keys are hashed with `secret`, so that Redis
 * contains no network or email addresses.
 */
export const createRateLimits = (redis: Redis, secret: Uint8Array, rates: Rates): RateLimits => {
  const limiters = createLimiters(redis, rates);
  const hashedKeyOf = ({ limit, key }: RateLimitedUse): string =>
    createHmac('sha256', secret)
      .update(accountLimits.has(limit) ? key : networkOf(key))
      .digest('base64url');

  return { take, giveBack };

  async function take(uses: readonly RateLimitedUse[]): Promise<number | null> {
    for (const [index, use] of uses.entries()) {
      const seconds = await orUnavailable(secondsToWait(use));
      if (seconds === null) continue;
      await giveBack(uses.slice(0, index));
      return seconds;
    }
    return null;
  }

  async function giveBack(uses: readonly RateLimitedUse[]): Promise<void> {
    await Promise.allSettled(uses.map((use) => limiters.get(use.limit)?.reward(hashedKeyOf(use), use.points)));
  }

  /**
   * Counts one use of a rate limit. Returns null when the use is allowed, otherwise the seconds until the next use is.
   */
  async function secondsToWait(use: RateLimitedUse): Promise<number | null> {
    try {
      await limiters.get(use.limit)?.consume(hashedKeyOf(use), use.points);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }
};
