import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimitedUse, RateLimitName, RateLimits } from '../../ports/rate-limits.ts';
import { networkOf } from '../access/network.ts';
import { orUnavailable } from './client.ts';

/** How many uses per minute each rate limit allows; 0 means unlimited. */
export type Rates = Readonly<Record<RateLimitName, number>>;

const windowSeconds = 60;
/** The limits that count per account; the others count per network address. */
const accountLimits: ReadonlySet<RateLimitName> = new Set(['signInAccount', 'ownPassword']);

/**
 * A Lua script that replaces the one of the rate-limit library. The library's script also counts refused uses, and its
 * count falls below zero when a use is given back in the minute after it was counted. An attacker could use that to get
 * more tries in the next minute.
 */
const changeScript = `
local change = tonumber(ARGV[1])
local after = tonumber(redis.call('GET', KEYS[1]) or '0') + change
if change > 0 and after > tonumber(ARGV[3]) then return {after, redis.call('PTTL', KEYS[1])} end
if after >= 0 then
  redis.call('SET', KEYS[1], 0, 'EX', ARGV[2], 'NX')
  redis.call('INCRBY', KEYS[1], change)
end
return {after, redis.call('PTTL', KEYS[1])}`;

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
    await Promise.allSettled(uses.map((use) => limiters.get(use.limit)?.reward(hashedKeyOf(use))));
  }

  /**
   * Counts one use of a rate limit. Returns null when the use is allowed, otherwise the seconds until the next use is.
   */
  async function secondsToWait(use: RateLimitedUse): Promise<number | null> {
    try {
      await limiters.get(use.limit)?.consume(hashedKeyOf(use));
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }
};

const createLimiters = (redis: Redis, rates: Rates): ReadonlyMap<string, RateLimiterRedis> =>
  new Map(
    Object.entries(rates)
      .filter(([, rate]) => rate > 0)
      .map(([limit, points]) => [
        limit,
        new RateLimiterRedis({
          storeClient: redis,
          keyPrefix: `limits:${limit}`,
          points,
          duration: windowSeconds,
          customIncrTtlLuaScript: changeScript,
        }),
      ]),
  );
