import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Credentials } from '../../ports/credentials.ts';
import type { Passwords } from './passwords.ts';

const row = z.object({ passwordHash: z.string() });

/** Argon2id hashes in Postgres. */
export const createCredentials = (db: DatabasePool, passwords: Passwords): Credentials => {
  // Verified against when there is no account, so that the answer takes as long.
  const nobody = passwords.hash('nobody has this password');
  return {
    async keep(account, id, password) {
      const hashed = await passwords.hash(password);
      await db.query(sql.unsafe`
        INSERT INTO credentials (account_id, credential_id, password_hash) VALUES (${account}, ${id}, ${hashed})
        ON CONFLICT (account_id, credential_id) DO NOTHING`);
    },
    async discard(account, id) {
      await db.query(sql.unsafe`DELETE FROM credentials WHERE account_id = ${account} AND credential_id = ${id}`);
    },
    async retire(account, current, retired) {
      // An append that nobody heard of is over within the minute; its password never came to count.
      await db.query(sql.unsafe`
        DELETE FROM credentials WHERE account_id = ${account} AND credential_id <> ${current}
          AND (credential_id = any(${sql.array([...retired], 'uuid')}) OR changed_at < now() - interval '1 hour')`);
    },
    async verify(credential, password) {
      const known =
        credential &&
        (await db.maybeOneFirst(sql.type(row)`
          SELECT password_hash AS "passwordHash" FROM credentials
          WHERE account_id = ${credential.account} AND credential_id = ${credential.id}`));
      const matches = await passwords.verify(known ?? (await nobody), password);
      if (!matches || !known) return false;
      if (passwords.isOutdated(known)) {
        const hashed = await passwords.hash(password);
        await db.query(sql.unsafe`
          UPDATE credentials SET password_hash = ${hashed}
          WHERE account_id = ${credential.account} AND credential_id = ${credential.id} AND password_hash = ${known}`);
      }
      return true;
    },
    async forget(account) {
      await db.query(sql.unsafe`DELETE FROM credentials WHERE account_id = ${account}`);
    },
  };
};
