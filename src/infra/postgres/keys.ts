import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { AccountId, Owner } from '../../events/ids.ts';
import type { Keys } from '../../ports/keys.ts';
import type { DataKey } from '../log/sealing.ts';

export type KeyRing = Keys & {
  /** The account's data key, or the tombstone of a destroyed one. A missing key is `unavailable`. */
  of(owner: Owner): Promise<DataKey>;
  /** The keys of many accounts in one round trip. */
  ofAll(owners: Iterable<Owner>): Promise<ReadonlyMap<Owner, DataKey>>;
};

const row = z.object({ accountId: z.string(), wrapped: z.string().nullable() });

/** How long a process may remember a key that another one has destroyed. */
const rememberedMs = 60_000;

/** Data keys in Postgres, wrapped by a key derived from `MASTER_KEY`; unwrapped ones stay in memory, for a minute and bounded. */
export const createKeyRing = (db: DatabasePool, wrappingKey: Uint8Array, cacheSize = 10_000): KeyRing => {
  const cache = new LRUCache<string, Uint8Array>({ max: cacheSize, ttl: rememberedMs });
  return { create, destroy, of, ofAll };

  async function create(account: Owner): Promise<void> {
    const key = randomBytes(32);
    const { rowCount } = await db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped) VALUES (${account}, ${wrap(wrappingKey, account, key)})
      ON CONFLICT (account_id) DO NOTHING`);
    if (rowCount === 1) cache.set(account, key);
    else if ((await of(account)) === 'erased') throw new DomainError('account-not-found', 'This account was erased.');
  }

  async function destroy(account: AccountId): Promise<void> {
    await db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped, erased_at) VALUES (${account}, NULL, now())
      ON CONFLICT (account_id) DO UPDATE SET wrapped = NULL, erased_at = now() WHERE account_keys.erased_at IS NULL`);
    cache.delete(account);
  }

  async function of(owner: Owner): Promise<DataKey> {
    const key = (await ofAll([owner])).get(owner);
    if (!key) throw new DomainError('unavailable', 'A data key can not be had now.');
    return key;
  }

  async function ofAll(owners: Iterable<Owner>): Promise<ReadonlyMap<Owner, DataKey>> {
    const found = new Map<Owner, DataKey>();
    const missing: Owner[] = [];
    for (const owner of new Set(owners)) {
      const key = cache.get(owner);
      if (key) found.set(owner, key);
      else missing.push(owner);
    }
    if (missing.length === 0) return found;
    const rows = await db.any(sql.type(row)`
      SELECT account_id::text AS "accountId", wrapped FROM account_keys
      WHERE account_id = any(${sql.array(missing, 'uuid')})`);
    for (const { accountId, wrapped } of rows) {
      const key = wrapped === null ? 'erased' : unwrap(wrappingKey, accountId, wrapped);
      if (key !== 'erased') cache.set(accountId, key);
      found.set(accountId as Owner, key);
    }
    if (found.size < new Set(owners).size) throw new DomainError('unavailable', 'A data key can not be had now.');
    return found;
  }
};

/** Whether this is the wrapping key of the oldest account's data key; true where there is none. */
export async function opensOldestKey(db: CommonQueryMethods, wrappingKey: Uint8Array): Promise<boolean> {
  const oldest = await db.maybeOne(sql.type(row)`
    SELECT account_id::text AS "accountId", wrapped FROM account_keys
    WHERE wrapped IS NOT NULL ORDER BY account_id LIMIT 1`);
  if (oldest === null || oldest.wrapped === null) return true;
  try {
    unwrap(wrappingKey, oldest.accountId, oldest.wrapped);
    return true;
  } catch {
    return false;
  }
}

function wrap(wrappingKey: Uint8Array, account: string, key: Uint8Array): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, iv).setAAD(Buffer.from(account));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function unwrap(wrappingKey: Uint8Array, account: string, wrapped: string): Uint8Array {
  const bytes = Buffer.from(wrapped, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, bytes.subarray(0, 12)).setAAD(Buffer.from(account));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch (cause) {
    // Most likely another MASTER_KEY: nothing is wrong with the events, so nothing must be given up.
    throw new DomainError('unavailable', 'A data key can not be unwrapped.', { cause });
  }
}
