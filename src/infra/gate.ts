import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AccountDocument } from '../documents/account.ts';
import { DomainError } from '../errors.ts';
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

const markerKey = 'marker';
const accountKey = (id: string): string => `account:${id}`;

/** A snapshot replaces an older one only, so that a slow reader can't undo a newer writer. */
const raise = `
local now = redis.call('GET', KEYS[1])
if not now or cjson.decode(now).revision < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

/**
 * Raises the marker to a position that was read after the nonce was set. Another loss of all that Redis knew takes the nonce away,
 * and with it the position: what was written meanwhile may lie behind it.
 */
const raiseMarker = `
if redis.call('DEL', KEYS[2]) == 0 then return false end
local now = redis.call('GET', KEYS[1])
if now and now >= ARGV[1] then return now end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]`;
const nonceMs = 60_000;
const markTries = 5;
/** Wide enough for any position, so that texts compare as numbers do. */
const width = 20;

type Dependencies = Readonly<{
  redis: Redis;
  /** The account folded from its stream; null where there is none. */
  foldAccount: (id: string) => Promise<Snapshot | null>;
  head: () => Promise<bigint>;
}>;

/** One round trip to Redis per request: the marker, the account and its positions. */
export const gateOn = ({ redis, foldAccount, head }: Dependencies): Gate => {
  /** Any new connection, the first one too, may lead to a Redis that was restored or failed over, whose marker is an old one. */
  let connection = 0;
  let trusted = -1;
  redis.on('ready', () => {
    connection += 1;
  });

  return {
    async admit({ sub }) {
      const [marker, kept, positions] = await orUnavailable(redis.mget(markerKey, accountKey(sub), positionsKey(sub)));
      const floor = marker && trusted === connection ? BigInt(marker) : await mark();
      const snapshot = kept ? (JSON.parse(kept) as Snapshot) : await refill(sub);
      if (!snapshot?.account.isActive) return null;
      return { account: snapshot.account, needed: neededIn(positions ?? null, floor) };
    },
  };

  /** Without its marker Redis has lost what it knew: whatever stands in the log by now counts as written by all. */
  async function mark(): Promise<bigint> {
    for (let tries = 0; tries < markTries; tries += 1) {
      const asked = connection;
      const nonce = `refill:${randomUUID()}`;
      await orUnavailable(redis.set(nonce, 1, 'PX', nonceMs));
      const position = String(await head()).padStart(width, '0');
      const marker = await orUnavailable(redis.eval(raiseMarker, 2, markerKey, nonce, position));
      if (typeof marker !== 'string') continue;
      trusted = asked;
      return BigInt(marker);
    }
    throw new DomainError('unavailable', 'Redis keeps losing what it knew.');
  }

  async function refill(id: string): Promise<Snapshot | null> {
    const snapshot = await foldAccount(id);
    if (snapshot) {
      await orUnavailable(redis.eval(raise, 1, accountKey(id), snapshot.revision, JSON.stringify(snapshot)));
    }
    return snapshot;
  }
};
