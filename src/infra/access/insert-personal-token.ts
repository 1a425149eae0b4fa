import { type DatabasePool, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { maxPersonalTokens } from '../../events/token-values.ts';
import type { NewPersonalToken, PersonalToken } from '../../ports/personal-tokens.ts';
import { isValid, listed, listedRow } from './personal-token-rows.ts';

/** The largest number of expired tokens that one creation deletes. */
const sweepSize = 100;

type Holder = Readonly<{ account: AccountId; generation: number; hash: string }>;

/**
 * Stores a token; returns null when the account has too many valid ones. Creations of one account wait for each other,
 * so that they cannot pass the limit together. Also deletes some expired tokens, and most of the account's invalid ones.
 */
export const insertToken = (
  db: DatabasePool,
  { account, generation, hash }: Holder,
  { name, scopes, expiresAt }: NewPersonalToken,
): Promise<PersonalToken | null> =>
  db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtextextended(${`personal tokens ${account}`}, 0))`);
    await tx.query(sql.unsafe`
      DELETE FROM personal_tokens WHERE id IN (
        SELECT id FROM personal_tokens WHERE expires_at < now() LIMIT ${sweepSize} FOR UPDATE SKIP LOCKED)`);
    await tx.query(sql.unsafe`
      DELETE FROM personal_tokens WHERE id IN (
        SELECT id FROM personal_tokens WHERE account_id = ${account} AND NOT ${isValid(generation)}
        ORDER BY revoked_at DESC NULLS LAST, id OFFSET ${maxPersonalTokens})`);
    return tx.maybeOne(sql.type(listedRow)`
      INSERT INTO personal_tokens (id, account_id, generation, name, scopes, token_hash, expires_at)
      SELECT gen_random_uuid(), ${account}::uuid, ${generation}::int4, ${name}::text, ${sql.array([...scopes], 'text')},
        ${hash}::text, ${expiresAt}::timestamptz
      WHERE (SELECT count(*) FROM personal_tokens WHERE account_id = ${account} AND ${isValid(generation)})
        < ${maxPersonalTokens}
      RETURNING ${listed}`);
  });
