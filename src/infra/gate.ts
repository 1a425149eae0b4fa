import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AccountDocument } from '../documents/account.ts';
import { neededIn, positionsKey } from './positions.ts';
import { orUnavailable } from './redis.ts';

/** An account with the revision of the stream it was folded from. */
export type Snapshot = Readonly<{ revision: number; account: AccountDocument }>;

/** Who a token speaks for, and how far a lane of a layout must have come before that account reads. */
export type Admitted = Readonly<{ account: AccountDocument; needed: (lane: number, layout: number) => bigint }>;

export type Gate = Readonly<{
  /** Null for a token whose account is gone or inactive. Without Redis: `unavailable`. */
  admit: (token: { sub: string }) => Promise<Admitted | null>;
}>;

const markerKey = 'epoch';
const accountKey = (id: string): string => `account:${id}`;

/** A snapshot replaces an older one only, so that a slow reader can't undo a newer writer. */
const raise = `
local now = redis.call('GET', KEYS[1])
if not now or cjson.decode(now).revision < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

type Dependencies = Readonly<{
  redis: Redis;
  /** The account folded from its stream; null where there is none. */
  foldAccount: (id: string) => Promise<Snapshot | null>;
  head: () => Promise<bigint>;
}>;

/** One round trip to Redis per request: the epoch marker, the account and its positions. */
export const gateOn = ({ redis, foldAccount, head }: Dependencies): Gate => {
  return {
    async admit({ sub }) {
      const [marker, kept, positions] = await orUnavailable(redis.mget(markerKey, accountKey(sub), positionsKey(sub)));
      const floor = marker ? floorOf(marker) : await mark();
      const snapshot = kept ? (JSON.parse(kept) as Snapshot) : await refill(sub);
      if (!snapshot?.account.isActive) return null;
      return { account: snapshot.account, needed: neededIn(positions ?? null, floor) };
    },
  };

  /** Without its marker Redis has lost what it knew: whatever stands in the log by now counts as written by all. */
  async function mark(): Promise<bigint> {
    const fresh = `${randomUUID()}:${await head()}`;
    await orUnavailable(redis.set(markerKey, fresh, 'NX'));
    return floorOf((await orUnavailable(redis.get(markerKey))) ?? fresh);
  }

  async function refill(id: string): Promise<Snapshot | null> {
    const snapshot = await foldAccount(id);
    if (snapshot) {
      await orUnavailable(redis.eval(raise, 1, accountKey(id), snapshot.revision, JSON.stringify(snapshot)));
    }
    return snapshot;
  }
};

const floorOf = (marker: string): bigint => BigInt(marker.slice(marker.indexOf(':') + 1));
