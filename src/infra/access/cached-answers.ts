import type { AccountPresence, PresentAccount } from '../../documents/account.ts';
import type { AccountId } from '../../events/ids.ts';
import type { AuthCache, CachedValue, CacheEntry } from '../redis/auth-cache.ts';
import type { StoredAppGrants, StoredAppToken } from './app-grants.ts';
import type { ParsedBearer } from './bearer-text.ts';
import { cachedTextOf, parseCachedAccount } from './cached-account.ts';
import type { StoredPersonalToken, StoredPersonalTokens } from './personal-tokens.ts';

const cacheSeconds = 60;
export const validToken = '1';
const revokedToken = '0';

export const revokedEntry: CacheEntry = { rank: 1, value: revokedToken, seconds: cacheSeconds };
export const accountKey = (id: string): string => `account:${id}`;
/** The key contains the account, so that an answer about the token of one account never counts for another. */
export const tokenKey = (account: AccountId, id: string): string => `token:${account}:${id}`;
export const bearerKey = ({ account, hash }: ParsedBearer): string => `bearer:${account}:${hash}`;

export type AnswerSources = Readonly<{
  /** Reads the account's stream, and returns the account folded from it with the stream's revision. */
  readAccount: (id: AccountId) => Promise<Readonly<{ fold: AccountPresence; revision: number }>>;
  /** Whether, according to Postgres, the token was issued to this account and its auth session has not ended. */
  isTokenValid: (account: AccountId, tokenId: string) => Promise<boolean>;
  personalTokens: Pick<StoredPersonalTokens, 'find'>;
  appGrants: Pick<StoredAppGrants, 'find'>;
}>;

export type ActiveAccount = Readonly<{ fold: PresentAccount; revision: number }>;

/** Creates functions that read answers about tokens and accounts from their sources, in the form of the auth cache. */
export function createAnswers(
  cache: AuthCache,
  { readAccount, isTokenValid, personalTokens, appGrants }: AnswerSources,
) {
  return {
    /** Returns the account; null when it is not active, or was signed out everywhere after this generation. */
    async activeAccount(id: AccountId, generation: number, cached: CachedValue | null): Promise<ActiveAccount | null> {
      const { rank, value } = cached ?? (await cache.load(accountKey(id), () => accountEntry(id)));
      const fold = parseCachedAccount(value);
      const isActive = fold.kind === 'present' && fold.document.isActive && fold.signedOutAt <= generation;
      return isActive ? { fold, revision: rank - 1 } : null;
    },
    accountEntry,
    async tokenEntry(account: AccountId, id: string): Promise<CacheEntry> {
      return (await isTokenValid(account, id)) ? { rank: 0, value: validToken, seconds: cacheSeconds } : revokedEntry;
    },
    async bearerEntry(token: ParsedBearer): Promise<CacheEntry> {
      const stored = await (token.kind === 'app' ? appGrants : personalTokens).find(token);
      return stored ? { rank: 0, value: JSON.stringify(stored), seconds: cacheSeconds } : revokedEntry;
    },
  };

  async function accountEntry(id: AccountId): Promise<CacheEntry & { fold: AccountPresence }> {
    const { fold, revision } = await readAccount(id);
    // The rank of a cached account is the number of events in its stream. The stream without events has rank 0, and
    // revision 0 has rank 1.
    return { fold, rank: revision + 1, value: cachedTextOf(fold), seconds: cacheSeconds };
  }
}

/** A token of a program that Postgres has and that was not revoked. It may have expired, or be of an older generation. */
export type StoredToken = StoredPersonalToken | StoredAppToken;

/**
 * A token of a program as Redis holds it; null when it is revoked. Different builds that run at the same time read
 * each other's JSON, so this format must not change.
 */
export const storedTokenOf = ({ value }: Pick<CachedValue, 'value'>): StoredToken | null =>
  value === revokedToken ? null : (JSON.parse(value) as StoredToken);
