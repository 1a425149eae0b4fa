import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { AccountId, Owner } from '../../events/ids.ts';
import type { Keys } from '../../ports/keys.ts';
import { decrypt, encrypt } from '../local/aes-gcm.ts';
import type { DataKey } from '../log/personal-data.ts';

export type KeyRing = Keys & {
  /**
   * Returns the account's data key, or `erased` when a tombstone says that it was destroyed. Throws `unavailable` when
   * there is neither.
   */
  readKey(owner: Owner): Promise<DataKey>;
  /** Returns the data keys of many accounts with one query. */
  readKeys(owners: Iterable<Owner>): Promise<ReadonlyMap<Owner, DataKey>>;
};

const keyRow = z.object({ accountId: z.string(), wrapped: z.string().nullable() });

/** How many milliseconds a process may still use a data key after another process has destroyed it. */
const cacheMs = 60_000;

/**
 * The accounts' data keys in Postgres. They are encrypted (wrapped) with a key derived from the root key; decrypted
 * keys are cached in memory for a minute.
 */
export const createKeyRing = (db: DatabasePool, wrappingKey: Uint8Array, cacheSize = 10_000): KeyRing => {
  const cache = new LRUCache<string, Uint8Array>({ max: cacheSize, ttl: cacheMs });
  return { create, destroy, readKey, readKeys };

  async function create(account: Owner): Promise<void> {
    const key = randomBytes(32);
    const { rowCount } = await db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped) VALUES (${account}, ${encrypt(wrappingKey, key, account)})
      ON CONFLICT (account_id) DO NOTHING`);
    if (rowCount === 1) cache.set(account, key);
    else if ((await readKey(account)) === 'erased') {
      throw new DomainError('account-not-found', 'This account was erased.');
    }
  }

  async function destroy(account: AccountId): Promise<void> {
    await db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped, erased_at) VALUES (${account}, NULL, now())
      ON CONFLICT (account_id) DO UPDATE SET wrapped = NULL, erased_at = now() WHERE account_keys.erased_at IS NULL`);
    cache.delete(account);
  }

  async function readKey(owner: Owner): Promise<DataKey> {
    const key = (await readKeys([owner])).get(owner);
    if (!key) throw missingKey();
    return key;
  }

  async function readKeys(owners: Iterable<Owner>): Promise<ReadonlyMap<Owner, DataKey>> {
    const wanted = new Set(owners);
    const found = new Map<Owner, DataKey>();
    for (const owner of wanted) {
      const key = cache.get(owner);
      if (key) found.set(owner, key);
    }
    const uncached = [...wanted].filter((owner) => !found.has(owner));
    if (uncached.length === 0) return found;
    const rows = await db.any(sql.type(keyRow)`
      SELECT account_id::text AS "accountId", wrapped FROM account_keys
      WHERE account_id = any(${sql.array(uncached, 'uuid')})`);
    for (const { accountId, wrapped } of rows) {
      const key = wrapped === null ? 'erased' : unwrap(wrappingKey, accountId, wrapped);
      if (key !== 'erased') cache.set(accountId, key);
      found.set(accountId as Owner, key);
    }
    if (found.size < wanted.size) throw missingKey();
    return found;
  }
};

/** Whether this wrapping key decrypts the data key of the oldest account. True when there is no data key. */
export async function unwrapsOldestKey(db: CommonQueryMethods, wrappingKey: Uint8Array): Promise<boolean> {
  const oldest = await db.maybeOne(sql.type(keyRow)`
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

function unwrap(wrappingKey: Uint8Array, account: string, wrapped: string): Uint8Array {
  try {
    return decrypt(wrappingKey, wrapped, account);
  } catch (cause) {
    // The data key was most likely wrapped under another root key. The events are intact, so the error is an outage,
    // and projections do not treat it as a poison event.
    throw new DomainError('unavailable', 'A data key cannot be unwrapped.', { cause });
  }
}

const missingKey = (): DomainError => new DomainError('unavailable', 'A data key cannot be read.');
