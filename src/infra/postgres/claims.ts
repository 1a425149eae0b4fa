import { createHmac } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { Obstruction, UniquenessClaims } from '../../ports/claims.ts';

const row = z.object({ holder: z.string(), owner: z.string(), revision: z.number() });

/** Claims in one Postgres table; keys are HMACs under `secret`, for names may be personal. */
export const createClaims = (db: DatabasePool, secret: Uint8Array): UniquenessClaims => {
  const hashed = (key: string) => createHmac('sha256', secret).update(key).digest('hex');
  return {
    async take({ scope, key }, holder, owner, revision) {
      const hashedKey = hashed(key);
      for (;;) {
        const mine = await db.maybeOne(sql.type(row)`
          INSERT INTO claims AS c (scope, key, holder, owner, revision, state)
          VALUES (${scope}, ${hashedKey}, ${holder}, ${owner}, ${revision}, 'taken')
          ON CONFLICT (scope, key) DO UPDATE SET revision = excluded.revision, state = 'taken'
          WHERE c.holder = excluded.holder
          RETURNING holder, owner, revision`);
        if (mine) return null;
        const other = await db.maybeOne(sql.type(row)`
          SELECT holder, owner, revision FROM claims WHERE scope = ${scope} AND key = ${hashedKey}`);
        if (other && other.holder !== holder)
          return { ...other, owner: other.owner as Owner, hashedKey } satisfies Obstruction;
      }
    },
    async takeOver({ scope, key }, from, holder, owner, revision) {
      const { rowCount } = await db.query(sql.unsafe`
        UPDATE claims SET holder = ${holder}, owner = ${owner}, revision = ${revision}, state = 'taken'
        WHERE scope = ${scope} AND key = ${hashed(key)} AND holder = ${from.holder} AND revision = ${from.revision}`);
      return rowCount === 1;
    },
    async confirm(claims, holder) {
      for (const { scope, key } of claims) {
        await db.query(sql.unsafe`
          UPDATE claims SET state = 'confirmed'
          WHERE scope = ${scope} AND key = ${hashed(key)} AND holder = ${holder}`);
      }
    },
    async release(claims, holder, revision) {
      for (const { scope, key } of claims) {
        await db.query(sql.unsafe`
          DELETE FROM claims
          WHERE scope = ${scope} AND key = ${hashed(key)} AND holder = ${holder} AND revision < ${revision}`);
      }
    },
    async forget(owner) {
      await db.query(sql.unsafe`DELETE FROM claims WHERE owner = ${owner}`);
    },
    async holder({ scope, key }) {
      return db.maybeOneFirst(sql.type(z.object({ holder: z.string() }))`
        SELECT holder FROM claims WHERE scope = ${scope} AND key = ${hashed(key)}`);
    },
  };
};
