import { LRUCache } from 'lru-cache';
import type { AccountId } from '../events/ids.ts';
import type { KnownRows, RosterCache } from '../queries/coaching/get-roster.ts';

/** How many rows of athletes a process keeps at most, and for how long: rows name people and tell what they have noted. */
const [maxRows, keptMs] = [2_000, 10 * 60_000];

/** Creates a cache of rosters. It drops those that were not read for the longest time, and each one after some minutes. */
export function createRosterCache(ttl = keptMs): RosterCache {
  const rosters = new LRUCache<AccountId, KnownRows>({
    ...{ ttl, ttlAutopurge: true, maxSize: maxRows },
    sizeCalculation: (rows) => rows.size + 1,
  });
  return {
    get: (coach) => rosters.get(coach),
    set: (coach, rows) => void rosters.set(coach, rows),
  };
}
