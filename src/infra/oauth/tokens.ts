import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { hashOf } from '../access/bearer-text.ts';
import { unused } from './unused.ts';

export type TokenKind = 'AuthorizationCode' | 'AccessToken' | 'RefreshToken';

/** How many expired tokens a new one deletes at most. */
const sweepSize = 100;

const row = z.object({ contents: z.string(), consumed: z.number().nullable() });
const grantRow = z.object({ grant: z.string() });

type Options = Readonly<{ db: DatabasePool; endGrant: (id: string) => Promise<void> }>;

/**
 * Stores the codes and tokens of one kind. The library gives the text of a token as its id, so that the table has only
 * hashes. A token of a grant that has ended does not exist.
 */
export const createTokenAdapter = (kind: TokenKind, { db, endGrant }: Options): Adapter => ({
  ...unused,
  async upsert(id, { jti: _, ...contents }, seconds = 0) {
    await db.query(sql.unsafe`
      DELETE FROM oauth_tokens WHERE hash IN (
        SELECT hash FROM oauth_tokens WHERE expires_at < now() LIMIT ${sweepSize} FOR UPDATE SKIP LOCKED)`);
    await db.query(sql.unsafe`
      INSERT INTO oauth_tokens (hash, kind, grant_id, contents, expires_at)
      VALUES (${hashOf(id)}, ${kind}, ${contents.grantId ?? null}, ${JSON.stringify(contents)}::jsonb,
        now() + ${seconds}::int4 * interval '1 second')`);
  },
  async find(id): Promise<AdapterPayload | undefined> {
    const found = await db.maybeOne(sql.type(row)`
      SELECT t.contents::text, extract(epoch FROM t.consumed_at)::int4 AS consumed
      FROM oauth_tokens AS t JOIN app_grants AS g ON g.id = t.grant_id
      WHERE t.hash = ${hashOf(id)} AND t.kind = ${kind} AND t.expires_at > now() AND g.ended_at IS NULL`);
    if (!found) return undefined;
    const contents: AdapterPayload = JSON.parse(found.contents);
    return { ...contents, jti: id, ...(found.consumed !== null && { consumed: found.consumed }) };
  },
  async consume(id) {
    const grant = await db.maybeOneFirst(sql.type(grantRow)`
      UPDATE oauth_tokens SET consumed_at = clock_timestamp()
      WHERE hash = ${hashOf(id)} AND kind = ${kind} AND consumed_at IS NULL RETURNING grant_id::text AS grant`);
    if (grant !== null) return;
    // Two requests have used the token at the same time, so one of them may be of a thief.
    const used = await db.maybeOneFirst(sql.type(grantRow)`
      SELECT grant_id::text AS grant FROM oauth_tokens WHERE hash = ${hashOf(id)} AND kind = ${kind}`);
    if (used !== null) await endGrant(used);
    throw new errors.InvalidGrant('the code or token was used twice');
  },
  // The library also removes the grant, which ends all its tokens in all processes.
  destroy: async () => {},
  revokeByGrantId: async () => {},
});
