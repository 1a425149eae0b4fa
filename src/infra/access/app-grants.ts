import { LRUCache } from 'lru-cache';
import { sql } from 'slonik';
import type { AppGrantId, Instant } from '../../events/ids.ts';
import type { Scope } from '../../events/token-values.ts';
import type { AppGrants, GrantHolder } from '../../ports/app-grants.ts';
import { grantRow, isValid, listed, listedRow, tokenRow } from './app-grant-rows.ts';
import { createAppNames } from './app-names.ts';
import type { ParsedBearer } from './bearer-text.ts';
import { type AppGrantEnds, createAppGrantEnds, type EndOptions } from './end-app-grants.ts';
import { insertGrant, type NewGrant } from './insert-app-grant.ts';

/** An access token of an app whose grant has not ended. It may have expired, or be of an older generation. */
export type StoredAppToken = Readonly<{
  /** The id of the grant. */
  id: AppGrantId;
  scopes: readonly Scope[];
  generation: number;
  expiresAt: Instant;
  resource: string;
}>;

/** A grant that has not ended, for the library that issues its tokens. Times are in seconds since 1970. */
export type StoredGrant = GrantHolder &
  Readonly<{
    id: AppGrantId;
    clientId: string;
    resource: string;
    scopes: readonly Scope[];
    createdAt: number;
    expiresAt: number;
  }>;

export type StoredAppGrants = AppGrants &
  AppGrantEnds &
  Readonly<{
    find: (token: Pick<ParsedBearer, 'account' | 'hash'>) => Promise<StoredAppToken | null>;
    findGrant: (id: string) => Promise<StoredGrant | null>;
    /** Stores a grant; null when the account has too many valid ones. */
    create: (holder: GrantHolder, grant: NewGrant) => Promise<AppGrantId | null>;
    /** Stores that a grant is in use, without waiting: at most once a minute, and not at all when Postgres fails. */
    recordUse: (id: AppGrantId) => void;
  }>;

const useInterval = { ms: 60_000, maxGrants: 10_000 } as const;

/** The grants of apps in Postgres. */
export function createAppGrants(options: EndOptions): StoredAppGrants {
  const { db } = options;
  const recentlyUsed = new LRUCache<AppGrantId, true>({ max: useInterval.maxGrants, ttl: useInterval.ms });

  return {
    ...createAppGrantEnds(options),
    create: (holder, grant) => insertGrant(db, holder, grant),
    list: (account, generation) =>
      db.any(sql.type(listedRow)`
        SELECT ${listed} FROM app_grants WHERE account_id = ${account} AND ${isValid(generation)}
        ORDER BY created_at DESC, id`),
    has: (account, id) => db.exists(sql.unsafe`SELECT FROM app_grants WHERE id = ${id} AND account_id = ${account}`),
    appNames: createAppNames(db),
    find: ({ account, hash }) =>
      db.maybeOne(sql.type(tokenRow)`
        SELECT g.id::text, string_to_array(coalesce(t.contents->>'scope', ''), ' ') AS scopes, g.generation,
          least(t.expires_at, g.expires_at) AS "expiresAt", t.contents->>'aud' AS resource
        FROM oauth_tokens AS t JOIN app_grants AS g ON g.id = t.grant_id
        WHERE t.hash = ${hash} AND t.kind = 'AccessToken' AND g.account_id = ${account} AND g.ended_at IS NULL`),
    findGrant: (id) =>
      db.maybeOne(sql.type(grantRow)`
        SELECT id::text, account_id::text AS account, generation, client_id AS "clientId", resource, scopes,
          extract(epoch FROM created_at)::int4 AS "createdAt", extract(epoch FROM expires_at)::int4 AS "expiresAt"
        FROM app_grants WHERE id = ${id} AND ended_at IS NULL`),
    recordUse(id) {
      if (recentlyUsed.has(id)) return;
      recentlyUsed.set(id, true);
      // Other processes write too, so the statement looks at the stored time as well.
      const written = db.query(sql.unsafe`
        UPDATE app_grants SET last_used_at = clock_timestamp()
        WHERE id = ${id} AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`);
      written.catch(() => {});
    },
  };
}
