import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimitName } from '../../ports/rate-limits.ts';

/** How many uses per minute each rate limit allows, those of workouts per day; 0 means unlimited. */
export type Rates = Readonly<Record<RateLimitName, number>>;

const windowSeconds = 60;
const longWindows: Readonly<Record<string, number>> = { assistantWorkouts: 86_400, appWorkouts: 86_400 };

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

export const createLimiters = (redis: Redis, rates: Rates): ReadonlyMap<string, RateLimiterRedis> =>
  new Map(
    Object.entries(rates)
      .filter(([, rate]) => rate > 0)
      .map(([limit, points]) => [
        limit,
        new RateLimiterRedis({
          storeClient: redis,
          keyPrefix: `limits:${limit}`,
          points,
          duration: longWindows[limit] ?? windowSeconds,
          customIncrTtlLuaScript: changeScript,
        }),
      ]),
  );
