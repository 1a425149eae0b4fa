import { createHmac } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';

const claimRow = z.object({ holder: z.string(), owner: z.string(), revision: z.number() });
const rowAbout = claimRow.extend({ key: z.string() });
const holderRow = z.object({ holder: z.string() });

/**
 * Creates the function that hashes the key of a claim with an HMAC. Claims are stored hashed, because names may be
 * personal data.
 */
export const createHashKey =
  (secret: Uint8Array) =>
  (key: string): string =>
    createHmac('sha256', secret).update(key).digest('hex');

/** Uniqueness claims, stored in one Postgres table. */
export const createClaims = (db: DatabasePool, secret: Uint8Array): UniquenessClaims => {
  const hashKey = createHashKey(secret);
  return {
    ...createTaking(db, hashKey),
    ...createEnding(db, hashKey),
    async about(scope, subject) {
      const rows = await db.any(sql.type(rowAbout)`
        SELECT holder, owner, revision, key FROM claims
        WHERE scope = ${scope} AND subject = ${hashKey(subject)} ORDER BY key`);
      return rows.map(({ key, owner, ...row }) => ({ ...row, owner: owner as Owner, hashedKey: key }));
    },
    async confirm(claims, holder) {
      for (const { scope, key } of claims) {
        await db.query(sql.unsafe`
          UPDATE claims SET state = 'confirmed'
          WHERE scope = ${scope} AND key = ${hashKey(key)} AND holder = ${holder}`);
      }
    },
    async holder({ scope, key }) {
      return db.maybeOneFirst(sql.type(holderRow)`
        SELECT holder FROM claims WHERE scope = ${scope} AND key = ${hashKey(key)}`);
    },
  };
};

type HashKey = ReturnType<typeof createHashKey>;

function createTaking(db: DatabasePool, hashKey: HashKey): Pick<UniquenessClaims, 'take' | 'takeOver'> {
  return {
    async take({ scope, key, subject }, holder, owner, revision) {
      const hashedKey = hashKey(key);
      const hashedSubject = subject === undefined ? null : hashKey(subject);
      // Repeats both statements when the competing claim was released between them.
      for (;;) {
        const own = await db.maybeOne(sql.type(claimRow)`
          INSERT INTO claims AS c (scope, key, holder, owner, revision, state, subject)
          VALUES (${scope}, ${hashedKey}, ${holder}, ${owner}, ${revision}, 'taken', ${hashedSubject})
          ON CONFLICT (scope, key) DO UPDATE SET revision = greatest(c.revision, excluded.revision), state = 'taken'
          WHERE c.holder = excluded.holder
          RETURNING holder, owner, revision`);
        if (own) return null;
        const competing = await db.maybeOne(sql.type(claimRow)`
          SELECT holder, owner, revision FROM claims WHERE scope = ${scope} AND key = ${hashedKey}`);
        if (competing && competing.holder !== holder) {
          return { ...competing, owner: competing.owner as Owner, hashedKey };
        }
      }
    },
    async takeOver({ scope, key }, from, holder, owner, revision) {
      const { rowCount } = await db.query(sql.unsafe`
        UPDATE claims SET holder = ${holder}, owner = ${owner}, revision = ${revision}, state = 'taken'
        WHERE scope = ${scope} AND key = ${hashKey(key)} AND holder = ${from.holder} AND revision = ${from.revision}`);
      return rowCount === 1;
    },
  };
}

function createEnding(db: DatabasePool, hashKey: HashKey): Pick<UniquenessClaims, 'drop' | 'release' | 'forget'> {
  return {
    async drop(scope, { hashedKey, holder, revision }) {
      await db.query(sql.unsafe`
        DELETE FROM claims
        WHERE scope = ${scope} AND key = ${hashedKey} AND holder = ${holder} AND revision = ${revision}`);
    },
    async release(claims, holder, revision) {
      for (const { scope, key } of claims) {
        await db.query(sql.unsafe`
          DELETE FROM claims
          WHERE scope = ${scope} AND key = ${hashKey(key)} AND holder = ${holder} AND revision < ${revision}`);
      }
    },
    async forget(owner) {
      await db.query(sql.unsafe`DELETE FROM claims WHERE owner = ${owner}`);
    },
  };
}
