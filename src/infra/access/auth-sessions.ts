import { randomUUID } from 'node:crypto';
import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, AuthSessionId } from '../../events/ids.ts';
import type { AuthSessions, IssuedTokens } from '../../ports/auth-sessions.ts';
import type { Logger } from '../../ports/logger.ts';

export type AuthSessionOptions = Readonly<{
  db: DatabasePool;
  /** Lives of tokens, in seconds, and how long a spent refresh token still answers. */
  accessSeconds: number;
  refreshSeconds: number;
  graceSeconds: number;
  /** Makes access tokens invalid on every process before it settles. */
  revoke: (tokenIds: readonly string[], seconds: number) => Promise<void>;
  logger: Pick<Logger, 'warn'>;
}>;

const sessionRow = z.object({
  generation: z.number(),
  accessId: z.string(),
  refreshId: z.string(),
  issuedAt: z.number(),
});
const tokenRow = z.object({ spent: z.boolean(), late: z.boolean() });
const idRow = z.object({ id: z.string() });
const listedRow = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
});

/** Expired families that are removed along with one sign-in. */
const sweep = 100;
const maxUserAgent = 200;

/** Sign-ins in Postgres. A family's row is locked while its tokens change, so that of many who spend one token one wins. */
export const createAuthSessions = (
  options: AuthSessionOptions,
): AuthSessions & { isStanding: (id: string) => Promise<boolean> } => {
  const { db, accessSeconds, refreshSeconds, graceSeconds, revoke, logger } = options;
  return {
    async open(account, generation, userAgent) {
      const authSession = randomUUID() as AuthSessionId;
      return db.transaction(async (tx) => {
        await tx.query(sql.unsafe`
          DELETE FROM token_families WHERE id IN (
            SELECT id FROM token_families WHERE expires_at < now() LIMIT ${sweep} FOR UPDATE SKIP LOCKED)`);
        await tx.query(sql.unsafe`
          INSERT INTO token_families (id, account_id, generation, user_agent, created_at, expires_at)
          VALUES (${authSession}, ${account}, ${generation}, ${userAgent?.slice(0, maxUserAgent) ?? null}, date_trunc('second', now()), now())`);
        return issue(tx, account, authSession, generation);
      });
    },

    async rotate({ account, authSession, tokenId }, generation) {
      const turned = await db.transaction(async (tx) => {
        const standing = await tx.maybeOne(sql.type(sessionRow)`
          SELECT generation, access_id AS "accessId", refresh_id AS "refreshId", extract(epoch FROM issued_at)::int4 AS "issuedAt"
          FROM token_families
          WHERE id = ${authSession} AND account_id = ${account} AND ended_at IS NULL AND expires_at > now() FOR UPDATE`);
        if (!standing || standing.generation < generation) return null;
        const token = await tx.maybeOne(sql.type(tokenRow)`
          SELECT spent_at IS NOT NULL AS spent,
            coalesce(spent_at < clock_timestamp() - make_interval(secs => ${graceSeconds}), false) AS late
          FROM issued_tokens WHERE id = ${tokenId} AND family = ${authSession} AND kind = 'refresh'`);
        if (!token) return null;
        if (token.late) return 'reused' as const;
        if (token.spent) return { ...standing, authSession, account };
        await tx.query(sql.unsafe`UPDATE issued_tokens SET spent_at = clock_timestamp() WHERE id = ${tokenId}`);
        return issue(tx, account, authSession, standing.generation);
      });
      if (turned !== 'reused') return turned;
      logger.warn('A spent refresh token came again; its sign-in has been ended', { account, authSession });
      await end(account, authSession);
      return null;
    },

    end,

    async list(account, generation) {
      const rows = await db.any(sql.type(listedRow)`
        SELECT id::text, user_agent AS "userAgent", created_at AS "createdAt", issued_at AS "lastUsedAt" FROM token_families
        WHERE account_id = ${account} AND generation >= ${generation} AND ended_at IS NULL AND expires_at > now()
        ORDER BY issued_at DESC, id`);
      return rows.map((row) => ({ ...row, id: row.id as AuthSessionId }));
    },

    async forget(account) {
      const ids = await db.anyFirst(sql.type(idRow)`
        SELECT id::text FROM token_families WHERE account_id = ${account}`);
      for (const id of ids) await end(account, id as AuthSessionId);
      await db.query(sql.unsafe`DELETE FROM token_families WHERE account_id = ${account}`);
    },

    /** Unknown tokens do not stand: a database that was restored may have forgotten how they ended. */
    async isStanding(id) {
      return db.exists(sql.unsafe`
        SELECT FROM issued_tokens t JOIN token_families f ON f.id = t.family
        WHERE t.id = ${id} AND t.kind = 'access' AND f.ended_at IS NULL`);
    },
  };

  async function issue(
    tx: DatabaseTransactionConnection,
    account: AccountId,
    authSession: AuthSessionId,
    generation: number,
  ): Promise<IssuedTokens> {
    const [accessId, refreshId] = [randomUUID(), randomUUID()];
    const { issuedAt } = await tx.one(sql.type(z.object({ issuedAt: z.number() }))`
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

  /** Durable first, then in Redis; where that fails, what Redis knew is not believed again. */
  async function end(account: AccountId, authSession: AuthSessionId): Promise<boolean> {
    const ended = await db.transaction(async (tx) => {
      const { rowCount } = await tx.query(sql.unsafe`
        UPDATE token_families SET ended_at = coalesce(ended_at, clock_timestamp())
        WHERE id = ${authSession} AND account_id = ${account} AND expires_at > now()`);
      if (rowCount === 0) return null;
      return tx.anyFirst(sql.type(idRow)`
        SELECT id FROM issued_tokens WHERE family = ${authSession} AND kind = 'access' AND expires_at > now()`);
    });
    if (ended) await revoke(ended, accessSeconds);
    return ended !== null;
  }
};
