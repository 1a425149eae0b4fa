import { type DatabasePool, sql } from 'slonik';
import { NIL as nil } from 'uuid';
import { z } from 'zod';
import type { Credentials } from '../../ports/credentials.ts';
import type { Passwords } from './passwords.ts';

const hashRow = z.object({ passwordHash: z.string() });

/** What is looked up for an unknown account, so that the answer needs the same statements as for a known one. */
const noCredential = { account: nil, id: nil };

/** Credentials in Postgres: passwords as Argon2id hashes. */
export const createCredentials = (db: DatabasePool, passwords: Passwords): Credentials => {
  // The password of an unknown account is verified against this hash, so that the answer takes as long as for a known
  // account.
  const dummyHash = passwords.hash('the password of no account');
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
      // A credential is stored before the event that names it. When no event names it after an hour, its request has
      // failed, so it is deleted.
      await db.query(sql.unsafe`
        DELETE FROM credentials WHERE account_id = ${account} AND credential_id <> ${current}
          AND (credential_id = any(${sql.array([...retired], 'uuid')}) OR changed_at < now() - interval '1 hour')`);
    },
    async verify(credential, password) {
      const { account, id } = credential ?? noCredential;
      const stored = await db.maybeOneFirst(sql.type(hashRow)`
        SELECT password_hash AS "passwordHash" FROM credentials
        WHERE account_id = ${account} AND credential_id = ${id}`);
      const matches = await passwords.verify(stored ?? (await dummyHash), password);
      if (!matches || !stored) return false;
      if (passwords.isOutdated(stored)) {
        const renewed = await passwords.hash(password);
        await db.query(sql.unsafe`
          UPDATE credentials SET password_hash = ${renewed}
          WHERE account_id = ${account} AND credential_id = ${id} AND password_hash = ${stored}`);
      }
      return true;
    },
    async forget(account) {
      await db.query(sql.unsafe`DELETE FROM credentials WHERE account_id = ${account}`);
    },
  };
};
