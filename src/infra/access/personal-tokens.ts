import { LRUCache } from 'lru-cache';
import { type DatabasePool, sql } from 'slonik';
import type { Instant, PersonalTokenId } from '../../events/ids.ts';
import type { Scope } from '../../events/token-values.ts';
import type { PersonalTokens } from '../../ports/personal-tokens.ts';
import { hashOf, newBearer, type ParsedBearer } from './bearer-text.ts';
import { insertToken } from './insert-personal-token.ts';
import { hashRow, isValid, listed, listedRow, storedRow } from './personal-token-rows.ts';

/** A token that Postgres has and that was not revoked. It may have expired, or be of an older generation. */
export type StoredPersonalToken = Readonly<{
  id: PersonalTokenId;
  scopes: readonly Scope[];
  generation: number;
  expiresAt: Instant;
  resource?: undefined;
}>;

type Options = Readonly<{
  db: DatabasePool;
  /** Revokes a token in the gate. Once the returned promise settles, no process accepts the token. */
  revoke: (token: ParsedBearer) => Promise<void>;
}>;

export type StoredPersonalTokens = PersonalTokens &
  Readonly<{
    find: (token: Pick<ParsedBearer, 'account' | 'hash'>) => Promise<StoredPersonalToken | null>;
    /** Stores that a token is in use, without waiting: at most once a minute, and not at all when Postgres fails. */
    recordUse: (id: PersonalTokenId) => void;
  }>;

const useInterval = { ms: 60_000, maxTokens: 10_000 } as const;

/** Personal access tokens in Postgres. The table `personal_tokens` contains only hashes of the tokens. */
export function createPersonalTokens({ db, revoke }: Options): StoredPersonalTokens {
  const recentlyUsed = new LRUCache<PersonalTokenId, true>({ max: useInterval.maxTokens, ttl: useInterval.ms });
  return {
    async create(account, generation, token) {
      const text = newBearer('personal', account);
      const stored = await insertToken(db, { account, generation, hash: hashOf(text) }, token);
      return stored && { stored, text };
    },
    list: (account, generation) =>
      db.any(sql.type(listedRow)`
        SELECT ${listed} FROM personal_tokens WHERE account_id = ${account} AND ${isValid(generation)}
        ORDER BY created_at DESC, id`),
    async revoke(account, token) {
      // A repeated revocation writes to Redis again, because the first one may have failed there.
      const hash = await db.maybeOneFirst(sql.type(hashRow)`
        UPDATE personal_tokens SET revoked_at = coalesce(revoked_at, clock_timestamp())
        WHERE id = ${token} AND account_id = ${account} AND expires_at > now() RETURNING token_hash AS hash`);
      if (hash !== null) await revoke({ kind: 'personal', account, hash });
      return hash !== null;
    },
    async forget(account) {
      const hashes = await db.anyFirst(sql.type(hashRow)`
        UPDATE personal_tokens SET revoked_at = coalesce(revoked_at, clock_timestamp())
        WHERE account_id = ${account} RETURNING token_hash AS hash`);
      await Promise.all(hashes.map((hash) => revoke({ kind: 'personal', account, hash })));
      await db.query(sql.unsafe`DELETE FROM personal_tokens WHERE account_id = ${account}`);
    },
    find: ({ account, hash }) =>
      db.maybeOne(sql.type(storedRow)`
        SELECT id::text, scopes, generation, expires_at AS "expiresAt" FROM personal_tokens
        WHERE token_hash = ${hash} AND account_id = ${account} AND revoked_at IS NULL`),
    recordUse(id) {
      if (recentlyUsed.has(id)) return;
      recentlyUsed.set(id, true);
      // Other processes write too, so the statement looks at the stored time as well.
      const written = db.query(sql.unsafe`
        UPDATE personal_tokens SET last_used_at = clock_timestamp()
        WHERE id = ${id} AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`);
      written.catch(() => {});
    },
  };
}
