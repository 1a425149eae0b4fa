import { type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import type { IssuedTokens, VerifiedRefreshToken } from '../../ports/auth-sessions.ts';
import { issueTokens, type Lifetimes } from './issue-tokens.ts';

/**
 * `generation` is the account's current generation. `graceSeconds` is how long a spent refresh token is still accepted.
 */
export type RotationOptions = Lifetimes & Readonly<{ generation: number; graceSeconds: number }>;

const sessionRow = z.object({
  generation: z.number(),
  accessId: z.string(),
  refreshId: z.string(),
  issuedAt: z.number(),
});
const tokenRow = z.object({ isSpent: z.boolean(), isLate: z.boolean() });

/**
 * Spends a refresh token and returns a new pair of tokens, or null when the auth session or the token is invalid. A
 * token that was spent within the grace period returns the current pair, so that parallel requests succeed; one spent
 * earlier returns `reused`. The auth session's row is locked, so only one request spends the token.
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
