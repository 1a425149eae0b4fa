import { type DatabasePool, sql } from 'slonik';
import type { AppGrantId } from '../../events/ids.ts';
import { appGrantDays, maxAppGrants, type Scope } from '../../events/token-values.ts';
import type { GrantHolder } from '../../ports/app-grants.ts';
import { isValid, nameRow } from './app-grant-rows.ts';

export type NewGrant = Readonly<{ clientId: string; appName: string; resource: string; scopes: readonly Scope[] }>;

/** How many ended grants of an account are kept, the newest ones: they tell the audit which app caused an event. */
const keptGrants = 1_000;

/**
 * Stores a grant of an app; returns null when the account has too many valid ones. A lock makes insertions for one
 * account wait for each other, so that they cannot pass the limit together. The app lasts at least as long as the
 * grant.
 */
export const insertGrant = (
  db: DatabasePool,
  { account, generation }: GrantHolder,
  { clientId, appName, resource, scopes }: NewGrant,
): Promise<AppGrantId | null> =>
  db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtextextended(${`app grants ${account}`}, 0))`);
    await tx.query(sql.unsafe`
      DELETE FROM app_grants WHERE id IN (
        SELECT id FROM app_grants WHERE account_id = ${account} AND NOT ${isValid(generation)}
        ORDER BY created_at DESC, id OFFSET ${keptGrants})`);
    const id = await tx.maybeOneFirst(sql.type(nameRow.pick({ id: true }))`
      INSERT INTO app_grants (id, account_id, generation, client_id, app_name, resource, scopes, expires_at)
      SELECT gen_random_uuid(), ${account}::uuid, ${generation}::int4, ${clientId}::text, ${appName}::text,
        ${resource}::text, ${sql.array([...scopes], 'text')}, now() + ${appGrantDays}::int4 * interval '1 day'
      WHERE (SELECT count(*) FROM app_grants WHERE account_id = ${account} AND ${isValid(generation)})
        < ${maxAppGrants}
      RETURNING id::text`);
    if (id === null) return null;
    await tx.query(sql.unsafe`
      UPDATE oauth_clients SET is_used = true,
        expires_at = greatest(expires_at, now() + ${appGrantDays}::int4 * interval '1 day')
      WHERE id = ${clientId}`);
    return id as AppGrantId;
  });
