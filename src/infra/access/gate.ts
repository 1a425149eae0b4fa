import type { Redis } from 'ioredis';
import type { AccountDocument, PresentAccount } from '../../documents/account.ts';
import type { AccountId, AppGrantId, PersonalTokenId } from '../../events/ids.ts';
import type { Scope } from '../../events/token-values.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { AuthCache } from '../redis/auth-cache.ts';
import { orUnavailable } from '../redis/client.ts';
import { positionsKey, requiredPositionOf } from '../redis/positions.ts';
import type { StoredAppGrants } from './app-grants.ts';
import { type ParsedBearer, parseBearer } from './bearer-text.ts';
import {
  type ActiveAccount,
  type AnswerSources,
  accountKey,
  bearerKey,
  createAnswers,
  revokedEntry,
  type StoredToken,
  storedTokenOf,
  tokenKey,
  validToken,
} from './cached-answers.ts';
import type { StoredPersonalTokens } from './personal-tokens.ts';

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

/** What a program was signed in with. `resource` is the API for which the token of an app is. */
type AdmittedBearer = Readonly<{ scopes: readonly Scope[] }> &
  (Readonly<{ kind: 'personal'; id: PersonalTokenId }> | Readonly<{ kind: 'app'; id: AppGrantId; resource: string }>);

/** The account of an accepted personal access token or access token of an app, and the token. */
export type AdmittedToken = Admitted & Readonly<{ token: AdmittedBearer }>;

/** Runs a check of a token that Redis does not know, and may refuse to run it. */
type Attempt = <Result>(check: () => Promise<Result>) => Promise<Result>;

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
     * Returns the account of a personal access token or of an access token of an app. Null when no such token was issued,
     * when it was revoked or has expired, or when the account is erased, inactive or was signed out everywhere since.
     */
    admitBearer: (text: string, attempt: Attempt) => Promise<AdmittedToken | null>;
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
    /** Revokes a token of a program. Once the returned promise settles, no process accepts it. */
    revokeBearer: (token: ParsedBearer) => Promise<void>;
  }>;

type Dependencies = AnswerSources &
  Readonly<{
    redis: Redis;
    cache: AuthCache;
    personalTokens: Pick<StoredPersonalTokens, 'recordUse'>;
    appGrants: Pick<StoredAppGrants, 'recordUse'>;
    clock: Clock;
  }>;

export const createGate = ({ redis, cache, clock, personalTokens, appGrants, ...sources }: Dependencies): Gate => {
  const answers = createAnswers(cache, { personalTokens, appGrants, ...sources });

  return {
    async admit({ sub, jti, gen }) {
      const { cached, plain, floor } = await cache.lookUp([tokenKey(sub, jti), accountKey(sub)], [positionsKey(sub)]);
      const [cachedToken, cachedAccount] = cached;
      const token = cachedToken ?? (await cache.load(tokenKey(sub, jti), () => answers.tokenEntry(sub, jti)));
      if (token.value !== validToken) return null;
      const found = await answers.activeAccount(sub, gen, cachedAccount ?? null);
      return found && admittedOf(found, plain[0] ?? null, floor);
    },

    async admitBearer(text, attempt) {
      const parsed = parseBearer(text);
      if (!parsed) return null;
      const { account } = parsed;
      const key = bearerKey(parsed);
      const { cached, plain, floor } = await cache.lookUp([key, accountKey(account)], [positionsKey(account)]);
      const [cachedToken, cachedAccount] = cached;
      const load = async () => storedTokenOf(await cache.load(key, () => answers.bearerEntry(parsed)));
      const token = cachedToken ? storedTokenOf(cachedToken) : await attempt(load);
      if (!token || token.expiresAt <= clock()) return null;
      const found = await answers.activeAccount(account, token.generation, cachedAccount ?? null);
      if (!found) return null;
      const bearer = bearerOf(token);
      if (bearer.kind === 'app') appGrants.recordUse(bearer.id);
      else personalTokens.recordUse(bearer.id);
      return { ...admittedOf(found, plain[0] ?? null, floor), token: bearer };
    },

    async account({ sub, gen }) {
      const { cached } = await cache.lookUp([accountKey(sub)], []);
      return (await answers.activeAccount(sub, gen, cached[0] ?? null))?.fold ?? null;
    },

    async requiredPosition(account) {
      const { plain, floor } = await cache.lookUp([], [positionsKey(account)]);
      return requiredPositionOf(plain[0] ?? null, floor);
    },

    async renew(account) {
      const { fold } = await cache.replace(accountKey(account), () => answers.accountEntry(account));
      if (fold.kind === 'gone') await orUnavailable(redis.del(positionsKey(account)));
    },

    async revoke(account, tokenIds, seconds) {
      const entry = { ...revokedEntry, seconds };
      await Promise.all(tokenIds.map((id) => cache.replace(tokenKey(account, id), async () => entry)));
    },

    async revokeBearer(token) {
      await cache.replace(bearerKey(token), async () => revokedEntry);
    },
  };
};

const admittedOf = ({ fold, revision }: ActiveAccount, positions: string | null, floor: bigint): Admitted => ({
  account: fold.document,
  revision,
  requiredPosition: requiredPositionOf(positions, floor),
  generation: fold.signedOutAt,
});

const bearerOf = ({ scopes, ...token }: StoredToken): AdmittedBearer =>
  token.resource === undefined
    ? { kind: 'personal', id: token.id, scopes }
    : { kind: 'app', id: token.id, resource: token.resource, scopes };
