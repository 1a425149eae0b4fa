import { randomUUID } from 'node:crypto';
import { type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import type { IssuedTokens } from '../../ports/auth-sessions.ts';

/** How many seconds access tokens and refresh tokens are valid. */
export type Lifetimes = Readonly<{ accessSeconds: number; refreshSeconds: number }>;

/** The auth session for which tokens are issued. */
type Session = Pick<IssuedTokens, 'account' | 'authSession' | 'generation'>;

const issuedRow = z.object({ issuedAt: z.number() });

/** Issues a new pair of tokens for an auth session, extends the auth session, and deletes its expired tokens. */
export async function issueTokens(
  tx: DatabaseTransactionConnection,
  { account, authSession, generation }: Session,
  { accessSeconds, refreshSeconds }: Lifetimes,
): Promise<IssuedTokens> {
  const [accessId, refreshId] = [randomUUID(), randomUUID()];
  const { issuedAt } = await tx.one(sql.type(issuedRow)`
    UPDATE token_families SET access_id = ${accessId}, refresh_id = ${refreshId}, issued_at = date_trunc('second', clock_timestamp()),
      expires_at = clock_timestamp() + make_interval(secs => ${refreshSeconds})
    WHERE id = ${authSession} RETURNING extract(epoch FROM issued_at)::int4 AS "issuedAt"`);
  await tx.query(sql.unsafe`
    DELETE FROM issued_tokens WHERE family = ${authSession} AND expires_at < now()`);
  await tx.query(sql.unsafe`
    INSERT INTO issued_tokens (id, family, kind, expires_at) VALUES
      (${accessId}, ${authSession}, 'access', clock_timestamp() + make_interval(secs => ${accessSeconds})),
      (${refreshId}, ${authSession}, 'refresh', clock_timestamp() + make_interval(secs => ${refreshSeconds}))`);
  return { authSession, account, generation, accessId, refreshId, issuedAt };
}
