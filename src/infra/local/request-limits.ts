import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RequestCount, RequestLimitName, RequestLimits } from '../../ports/request-limits.ts';
import { networkOf } from '../access/network.ts';

/** How many requests per minute each limit allows; 0 means unlimited. */
export type RequestRates = Readonly<Record<RequestLimitName, number>>;

const windowSeconds = 60;

/** Creates the counters of requests, in the memory of this process: a request costs no round trip to Redis for them. */
export function createRequestLimits(rates: RequestRates): RequestLimits {
  const limiterOf = (points: number) =>
    points > 0 ? new RateLimiterMemory({ points, duration: windowSeconds }) : null;
  const limiters = { account: limiterOf(rates.account), address: limiterOf(rates.address) };

  return {
    async count(limit, key) {
      const limiter = limiters[limit];
      if (!limiter) return null;
      const counted = limit === 'account' ? key : networkOf(key);
      try {
        return countOf(await limiter.consume(counted), limiter.points, false);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return countOf(refusal, limiter.points, true);
      }
    },
  };
}

const countOf = (
  { remainingPoints, msBeforeNext }: Pick<RateLimiterRes, 'remainingPoints' | 'msBeforeNext'>,
  quota: number,
  isExceeded: boolean,
): RequestCount => ({
  quota,
  windowSeconds,
  remaining: remainingPoints,
  secondsLeft: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  isExceeded,
});
