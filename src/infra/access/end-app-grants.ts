import { type DatabasePool, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { AppGrants } from '../../ports/app-grants.ts';
import { accountRow, hashRow, nameRow } from './app-grant-rows.ts';
import type { ParsedBearer } from './bearer-text.ts';

/** How the grants of apps end: by their account, by the authorization server, or with the account. */
export type AppGrantEnds = Pick<AppGrants, 'end' | 'forget'> &
  Readonly<{
    /** Ends a grant of any account. */
    endAny: (id: string) => Promise<void>;
  }>;

export type EndOptions = Readonly<{
  db: DatabasePool;
  /** Revokes an access token in the gate. Once the returned promise settles, no process accepts the token. */
  revoke: (token: ParsedBearer) => Promise<void>;
}>;

/** Ends grants of apps in Postgres, with their tokens. */
export function createAppGrantEnds({ db, revoke }: EndOptions): AppGrantEnds {
  /** Revokes the access tokens of a grant that has ended. A token that is stored later is refused by its grant. */
  async function revokeTokens(account: AccountId, grant: string): Promise<void> {
    const hashes = await db.anyFirst(sql.type(hashRow)`
      SELECT hash FROM oauth_tokens WHERE grant_id = ${grant} AND kind = 'AccessToken' AND expires_at > now()`);
    await Promise.all(hashes.map((hash) => revoke({ kind: 'app', account, hash })));
    await db.query(sql.unsafe`DELETE FROM oauth_tokens WHERE grant_id = ${grant} AND kind <> 'AccessToken'`);
  }

  return {
    async end(account, id) {
      // A repeated end writes to Redis again, because the first one may have failed there.
      const ended = await db.maybeOneFirst(sql.type(accountRow)`
        UPDATE app_grants SET ended_at = coalesce(ended_at, clock_timestamp())
        WHERE id = ${id} AND account_id = ${account} AND expires_at > now() RETURNING account_id::text AS account`);
      if (ended !== null) await revokeTokens(account, id);
      return ended !== null;
    },
    async endAny(id) {
      const account = await db.maybeOneFirst(sql.type(accountRow)`
        UPDATE app_grants SET ended_at = coalesce(ended_at, clock_timestamp())
        WHERE id = ${id} RETURNING account_id::text AS account`);
      if (account !== null) await revokeTokens(account, id);
    },
    async forget(account) {
      const ids = await db.anyFirst(sql.type(nameRow.pick({ id: true }))`
        UPDATE app_grants SET ended_at = coalesce(ended_at, clock_timestamp())
        WHERE account_id = ${account} RETURNING id::text`);
      await Promise.all(ids.map((id) => revokeTokens(account, id)));
      await db.query(sql.unsafe`DELETE FROM app_grants WHERE account_id = ${account}`);
    },
  };
}
