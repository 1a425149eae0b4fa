import { randomUUID } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AuthSessionId } from '../../events/ids.ts';
import { maxAuthSessions } from '../../events/values.ts';
import type { AuthSession, IssuedTokens } from '../../ports/auth-sessions.ts';
import { issueTokens, type Lifetimes } from './issue-tokens.ts';

/** Revokes access tokens of an account. Once the returned promise settles, no process accepts these tokens. */
export type Revoke = (account: AccountId, tokenIds: readonly string[], seconds: number) => Promise<void>;

const idRow = z.object({ id: z.string() });
const listedRow = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
});

/** The largest number of expired auth sessions that one sign-in deletes. */
const sweepSize = 100;
const maxUserAgentLength = 200;

/**
 * Ends an auth session in Postgres first, then revokes its tokens in Redis. When Redis fails, the gate no longer trusts
 * the entries in Redis: it asks Postgres again in a new epoch.
 */
export async function endSession(
  { db, revoke, accessSeconds }: Readonly<{ db: DatabasePool; revoke: Revoke; accessSeconds: number }>,
  account: AccountId,
  authSession: AuthSessionId,
): Promise<boolean> {
  const revoked = await db.transaction(async (tx) => {
    const { rowCount } = await tx.query(sql.unsafe`
      UPDATE token_families SET ended_at = coalesce(ended_at, clock_timestamp())
      WHERE id = ${authSession} AND account_id = ${account} AND expires_at > now()`);
    if (rowCount === 0) return null;
    return tx.anyFirst(sql.type(idRow)`
      SELECT id FROM issued_tokens WHERE family = ${authSession} AND kind = 'access' AND expires_at > now()`);
  });
  if (revoked) await revoke(account, revoked, accessSeconds);
  return revoked !== null;
}

type SignIn = Readonly<{ account: AccountId; generation: number; userAgent: string | null }>;

/** Opens an auth session and issues its first tokens. Also deletes some expired auth sessions. */
export function openSession(
  { db, ...lifetimes }: Lifetimes & Readonly<{ db: DatabasePool }>,
  { account, generation, userAgent }: SignIn,
): Promise<IssuedTokens> {
  const authSession = randomUUID() as AuthSessionId;
  return db.transaction(async (tx) => {
    await tx.query(sql.unsafe`
      DELETE FROM token_families WHERE id IN (
        SELECT id FROM token_families WHERE expires_at < now() LIMIT ${sweepSize} FOR UPDATE SKIP LOCKED)`);
    await tx.query(sql.unsafe`
      INSERT INTO token_families (id, account_id, generation, user_agent, created_at, expires_at)
      VALUES (${authSession}, ${account}, ${generation}, ${userAgent?.slice(0, maxUserAgentLength) ?? null},
        date_trunc('second', now()), now())`);
    return issueTokens(tx, { account, authSession, generation }, lifetimes);
  });
}

/** The auth sessions of an account beyond the limit. Valid ones are kept before invalid ones. */
export async function sessionsBeyondLimit(db: DatabasePool, account: AccountId, generation: number) {
  const ids = await db.anyFirst(sql.type(idRow)`
    SELECT id::text FROM token_families WHERE account_id = ${account}
    ORDER BY (generation >= ${generation} AND ended_at IS NULL AND expires_at > now()) DESC, issued_at DESC, created_at DESC, id
    OFFSET ${maxAuthSessions}`);
  return ids as readonly AuthSessionId[];
}

export async function listSessions(
  db: DatabasePool,
  account: AccountId,
  generation: number,
): Promise<readonly AuthSession[]> {
  const rows = await db.any(sql.type(listedRow)`
    SELECT id::text, user_agent AS "userAgent", created_at AS "createdAt", issued_at AS "lastUsedAt" FROM token_families
    WHERE account_id = ${account} AND generation >= ${generation} AND ended_at IS NULL AND expires_at > now()
    ORDER BY issued_at DESC, id`);
  return rows.map((row) => ({ ...row, id: row.id as AuthSessionId }));
}
