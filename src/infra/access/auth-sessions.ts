import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AuthSessionId } from '../../events/ids.ts';
import type { AuthSessions, IssuedTokens, VerifiedRefreshToken } from '../../ports/auth-sessions.ts';
import type { Logger } from '../../ports/logger.ts';
import { endSession, listSessions, openSession, type Revoke, sessionsBeyondLimit } from './auth-session-rows.ts';
import type { Lifetimes } from './issue-tokens.ts';
import { rotateTokens } from './rotate-tokens.ts';

export type AuthSessionOptions = Lifetimes &
  Readonly<{
    db: DatabasePool;
    /**
     * How long a spent refresh token is still accepted. Within this time it returns the auth session's current pair of
     * tokens.
     */
    graceSeconds: number;
    revoke: Revoke;
    logger: Pick<Logger, 'warn'>;
  }>;

const idRow = z.object({ id: z.string() });

/** Auth sessions and their tokens in Postgres. The tables are `token_families` and `issued_tokens`. */
export const createAuthSessions = (
  options: AuthSessionOptions,
): AuthSessions & { isTokenValid: (account: AccountId, tokenId: string) => Promise<boolean> } => {
  const { db, logger } = options;
  const end = (account: AccountId, authSession: AuthSessionId) => endSession(options, account, authSession);
  return {
    async open(account, generation, userAgent) {
      const issued = await openSession(options, { account, generation, userAgent });
      for (const id of await sessionsBeyondLimit(db, account, generation)) {
        await end(account, id);
        await db.query(sql.unsafe`DELETE FROM token_families WHERE id = ${id}`);
      }
      return issued;
    },
    rotate,
    end,
    list: (account, generation) => listSessions(db, account, generation),

    async forget(account) {
      const ids = await db.anyFirst(sql.type(idRow)`
        SELECT id::text FROM token_families WHERE account_id = ${account}`);
      for (const id of ids) await end(account, id as AuthSessionId);
      await db.query(sql.unsafe`DELETE FROM token_families WHERE account_id = ${account}`);
    },

    /**
     * Whether Postgres contains the token for this account and its auth session has not ended. An unknown token is
     * invalid: a restored database may have lost the end of its auth session.
     */
    async isTokenValid(account, id) {
      return db.exists(sql.unsafe`
        SELECT FROM issued_tokens t JOIN token_families f ON f.id = t.family
        WHERE t.id = ${id} AND f.account_id = ${account} AND t.kind = 'access' AND f.ended_at IS NULL`);
    },
  };

  async function rotate(token: VerifiedRefreshToken, generation: number): Promise<IssuedTokens | null> {
    const rotated = await db.transaction((tx) => rotateTokens(tx, token, { ...options, generation }));
    if (rotated !== 'reused') return rotated;
    const { account, authSession } = token;
    logger.warn('A spent refresh token was used again; its auth session is ended', { account, authSession });
    await end(account, authSession);
    return null;
  }
};
