import type { Redis } from 'ioredis';
import type { AccountDocument, AccountPresence, PresentAccount } from '../../documents/account.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { AuthCache, CachedValue, CacheEntry } from '../redis/auth-cache.ts';
import { orUnavailable } from '../redis/client.ts';
import { positionsKey, requiredPositionOf } from '../redis/positions.ts';
import { cachedTextOf, parseCachedAccount } from './cached-account.ts';

/** The claims of a verified token: the account's id, the token's id, and the account's generation at sign-in. */
export type Token = Readonly<{ sub: AccountId; jti: string; gen: number }>;

/**
 * The account of an accepted token. `requiredPosition` is the log position that the read models must have reached
 * before the account sees its own writes.
 */
export type Admitted = Readonly<{
  account: AccountDocument;
  revision: number;
  requiredPosition: RequiredPosition;
  generation: number;
}>;

/**
 * Decides whether a token is accepted, usually with one round trip to Redis. All methods throw `unavailable` when Redis
 * cannot be reached.
 */
export type Gate = Snapshots &
  Readonly<{
    /**
     * Returns the account of an access token. Null when the token was revoked, or when the account is erased, inactive
     * or was signed out everywhere since.
     */
    admit: (token: Token) => Promise<Admitted | null>;
    /**
     * Returns the account of a refresh token; null when the account is erased, inactive or was signed out everywhere
     * since. Whether the refresh token itself is valid is checked by the auth sessions.
     */
    account: (token: Pick<Token, 'sub' | 'gen'>) => Promise<PresentAccount | null>;
    requiredPosition: (account: AccountId) => Promise<RequiredPosition>;
    /**
     * Revokes tokens of an account. Once the returned promise settles, no process accepts them. `seconds` is the
     * longest time for which they could still be valid.
     */
    revoke: (account: AccountId, tokenIds: readonly string[], seconds: number) => Promise<void>;
  }>;

type Dependencies = Readonly<{
  redis: Redis;
  cache: AuthCache;
  /** Reads the account's stream, and returns the account folded from it with the stream's revision. */
  readAccount: (id: AccountId) => Promise<Readonly<{ fold: AccountPresence; revision: number }>>;
  /** Whether, according to Postgres, the token was issued to this account and its auth session has not ended. */
  isTokenValid: (account: AccountId, tokenId: string) => Promise<boolean>;
}>;

const cacheSeconds = 60;
const [valid, revoked] = ['1', '0'];
const accountKey = (id: string): string => `account:${id}`;
/** The key contains the account, so that an answer about the token of one account never counts for another. */
const tokenKey = (account: AccountId, id: string): string => `token:${account}:${id}`;

export const createGate = ({ redis, cache, readAccount, isTokenValid }: Dependencies): Gate => {
  return {
    async admit({ sub, jti, gen }) {
      const { cached, plain, floor } = await cache.lookUp([tokenKey(sub, jti), accountKey(sub)], [positionsKey(sub)]);
      const [cachedToken, cachedAccount] = cached;
      const token = cachedToken ?? (await cache.load(tokenKey(sub, jti), () => tokenEntry(sub, jti)));
      if (token.value !== valid) return null;
      const found = await activeAccount(sub, gen, cachedAccount ?? null);
      return (
        found && {
          account: found.fold.document,
          revision: found.revision,
          requiredPosition: requiredPositionOf(plain[0] ?? null, floor),
          generation: found.fold.signedOutAt,
        }
      );
    },

    async account({ sub, gen }) {
      const { cached } = await cache.lookUp([accountKey(sub)], []);
      return (await activeAccount(sub, gen, cached[0] ?? null))?.fold ?? null;
    },

    async requiredPosition(account) {
      const { plain, floor } = await cache.lookUp([], [positionsKey(account)]);
      return requiredPositionOf(plain[0] ?? null, floor);
    },

    async renew(account) {
      const { fold } = await cache.replace(accountKey(account), () => accountEntry(account));
      if (fold.kind === 'gone') await orUnavailable(redis.del(positionsKey(account)));
    },

    async revoke(account, tokenIds, seconds) {
      const entry = { rank: 1, value: revoked, seconds };
      await Promise.all(tokenIds.map((id) => cache.replace(tokenKey(account, id), async () => entry)));
    },
  };

  /** Returns the account; null when it is not active, or was signed out everywhere after this generation. */
  async function activeAccount(id: AccountId, generation: number, cached: CachedValue | null) {
    const { rank, value } = cached ?? (await cache.load(accountKey(id), () => accountEntry(id)));
    const fold = parseCachedAccount(value);
    const isActive = fold.kind === 'present' && fold.document.isActive && fold.signedOutAt <= generation;
    return isActive ? { fold, revision: rank - 1 } : null;
  }

  async function accountEntry(id: AccountId): Promise<CacheEntry & { fold: AccountPresence }> {
    const { fold, revision } = await readAccount(id);
    // The rank of a cached account is the number of events in its stream. The stream without events has rank 0, and
    // revision 0 has rank 1.
    return { fold, rank: revision + 1, value: cachedTextOf(fold), seconds: cacheSeconds };
  }

  async function tokenEntry(account: AccountId, id: string): Promise<CacheEntry> {
    return (await isTokenValid(account, id))
      ? { rank: 0, value: valid, seconds: cacheSeconds }
      : { rank: 1, value: revoked, seconds: cacheSeconds };
  }
};
