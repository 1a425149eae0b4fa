import { type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import type { IssuedTokens, VerifiedRefreshToken } from '../../ports/auth-sessions.ts';
import { issueTokens, type Lifetimes } from './issue-tokens.ts';

/** `generation`: the account's current one. `graceSeconds`: how long a spent refresh token still gets the current pair. */
export type RotationOptions = Lifetimes & Readonly<{ generation: number; graceSeconds: number }>;

const sessionRow = z.object({
  generation: z.number(),
  accessId: z.string(),
  refreshId: z.string(),
  issuedAt: z.number(),
});
const tokenRow = z.object({ isSpent: z.boolean(), isLate: z.boolean() });

/**
 * Spends a refresh token. Returns the new pair, or the current pair for a token that was spent within the grace period,
 * so that parallel requests succeed. `reused`: the token was spent before that. Null: the session or token is invalid.
 * The session's row is locked meanwhile, so that one of several requests with the same token spends it.
 */
export async function rotateTokens(
  tx: DatabaseTransactionConnection,
  { account, authSession, tokenId }: VerifiedRefreshToken,
  { generation, graceSeconds, ...lifetimes }: RotationOptions,
): Promise<IssuedTokens | 'reused' | null> {
  const session = await tx.maybeOne(sql.type(sessionRow)`
    SELECT generation, access_id AS "accessId", refresh_id AS "refreshId", extract(epoch FROM issued_at)::int4 AS "issuedAt"
    FROM token_families
    WHERE id = ${authSession} AND account_id = ${account} AND ended_at IS NULL AND expires_at > now() FOR UPDATE`);
  if (!session || session.generation < generation) return null;
  const token = await tx.maybeOne(sql.type(tokenRow)`
    SELECT spent_at IS NOT NULL AS "isSpent",
      coalesce(spent_at < clock_timestamp() - make_interval(secs => ${graceSeconds}), false) AS "isLate"
    FROM issued_tokens WHERE id = ${tokenId} AND family = ${authSession} AND kind = 'refresh'`);
  if (!token) return null;
  if (token.isLate) return 'reused';
  if (token.isSpent) return { ...session, authSession, account };
  await tx.query(sql.unsafe`UPDATE issued_tokens SET spent_at = clock_timestamp() WHERE id = ${tokenId}`);
  return issueTokens(tx, { account, authSession, generation: session.generation }, lifetimes);
}
