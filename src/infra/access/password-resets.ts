import { createHash, randomBytes } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';

const accountRow = z.object({ id: z.string() });
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Tokens for resetting a password, in Postgres. The table contains only their hashes, so a person who reads the table
 * cannot use the tokens.
 */
export const createPasswordResets = (db: DatabasePool): PasswordResets => ({
  async offer(account) {
    const token = randomBytes(32).toString('base64url');
    await db.query(sql.unsafe`
      INSERT INTO password_resets (account_id, token_hash, expires_at)
      VALUES (${account}, ${hashOf(token)}, now() + interval '1 hour')
      ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at, taken = false`);
    return token;
  },
  async take(token) {
    const id = await db.maybeOneFirst(sql.type(accountRow)`
      UPDATE password_resets SET taken = true
      WHERE token_hash = ${hashOf(token)} AND NOT taken AND expires_at > now() RETURNING account_id::text AS id`);
    return id as AccountId | null;
  },
  async giveBack(token) {
    await db.query(sql.unsafe`UPDATE password_resets SET taken = false WHERE token_hash = ${hashOf(token)}`);
  },
  async forget(account) {
    await db.query(sql.unsafe`DELETE FROM password_resets WHERE account_id = ${account}`);
  },
});
