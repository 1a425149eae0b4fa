import { hash } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import type { AppGrantId } from '../../events/ids.ts';
import { appGrantDays, maxAppGrants, type Scope } from '../../events/token-values.ts';
import type { GrantHolder } from '../../ports/app-grants.ts';
import { uuidV8 } from '../local/ids.ts';
import { isValid, nameRow } from './app-grant-rows.ts';

export type NewGrant = Readonly<{
  /** The id of the request that the account has answered. */
  request: string;
  clientId: string;
  appName: string;
  resource: string;
  scopes: readonly Scope[];
}>;

/** How many ended grants of an account are kept, the newest ones: they tell the audit which app caused an event. */
const keptGrants = 1_000;

/**
 * Stores a grant of an app; returns null when the account has too many valid ones. A second answer to the same request,
 * such as that of a double click, changes the grant of the first one: a grant of its own would never be used. A lock makes
 * insertions for one account wait for each other, so that they cannot pass the limit together. The app lasts at least as
 * long as the grant.
 */
export const insertGrant = (
  db: DatabasePool,
  { account, generation }: GrantHolder,
  { request, clientId, appName, resource, scopes }: NewGrant,
): Promise<AppGrantId | null> =>
  db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtextextended(${`app grants ${account}`}, 0))`);
    await tx.query(sql.unsafe`
      DELETE FROM app_grants WHERE id IN (
        SELECT id FROM app_grants WHERE account_id = ${account} AND NOT ${isValid(generation)}
        ORDER BY created_at DESC, id OFFSET ${keptGrants})`);
    const given = uuidV8(hash('sha256', `${request} ${account}`, 'buffer'));
    const id = await tx.maybeOneFirst(sql.type(nameRow.pick({ id: true }))`
      INSERT INTO app_grants (id, account_id, generation, client_id, app_name, resource, scopes, expires_at)
      SELECT ${given}::uuid, ${account}::uuid, ${generation}::int4, ${clientId}::text, ${appName}::text,
        ${resource}::text, ${sql.array([...scopes], 'text')}, now() + ${appGrantDays}::int4 * interval '1 day'
      WHERE (SELECT count(*) FROM app_grants
          WHERE account_id = ${account} AND id <> ${given} AND ${isValid(generation)}) < ${maxAppGrants}
      ON CONFLICT (id) DO UPDATE SET scopes = excluded.scopes, generation = excluded.generation
      RETURNING id::text`);
    if (id === null) return null;
    await tx.query(sql.unsafe`
      UPDATE oauth_clients SET is_used = true,
        expires_at = greatest(expires_at, now() + ${appGrantDays}::int4 * interval '1 day')
      WHERE id = ${clientId}`);
    return id as AppGrantId;
  });
