import type { RateLimitedUse, RateLimitName, RateLimits } from '../../../src/ports/rate-limits.ts';

/** Creates rate limits whose first minute never ends, so that used-up tries never come back. */
export function createInMemoryRateLimits(rates: Readonly<Record<RateLimitName, number>>): RateLimits {
  const counts = new Map<string, number>();
  const keyOf = ({ limit, key }: RateLimitedUse) => `${limit} ${key}`;
  const change = (use: RateLimitedUse, by: number) =>
    void counts.set(keyOf(use), (counts.get(keyOf(use)) ?? 0) + by * (use.points ?? 1));
  return {
    async take(uses) {
      const isAtLimit = uses.some((use) => (counts.get(keyOf(use)) ?? 0) + (use.points ?? 1) > rates[use.limit]);
      if (isAtLimit) return 60;
      for (const use of uses) change(use, 1);
      return null;
    },
    async giveBack(uses) {
      for (const use of uses) change(use, -1);
    },
  };
}
