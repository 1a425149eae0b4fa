import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Credentials } from '../ports/credentials.ts';
import type { Passwords } from './passwords.ts';

const row = z.object({ passwordHash: z.string() });

/** Argon2id hashes in Postgres. */
export const credentialsIn = (db: DatabasePool, passwords: Passwords): Credentials => {
  // Verified against when there is no account, so that the answer takes as long.
  const nobody = passwords.hash('nobody has this password');
  return {
    async create(account, password) {
      const hashed = await passwords.hash(password);
      await db.query(sql.unsafe`
        INSERT INTO credentials (account_id, password_hash) VALUES (${account}, ${hashed})
        ON CONFLICT (account_id) DO NOTHING`);
    },
    async discard(account) {
      await db.query(sql.unsafe`DELETE FROM credentials WHERE account_id = ${account}`);
    },
    async verify(account, password) {
      const known =
        account &&
        (await db.maybeOneFirst(sql.type(row)`
        SELECT password_hash AS "passwordHash" FROM credentials WHERE account_id = ${account}`));
      const matches = await passwords.verify(known ?? (await nobody), password);
      return matches && known !== null;
    },
  };
};
