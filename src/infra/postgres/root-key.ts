import { createHmac, randomBytes } from 'node:crypto';
import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import { decrypt, encrypt } from '../local/aes-gcm.ts';
import { subkey } from '../local/subkey.ts';
import { IncompatibleDatabase } from './incompatible-database.ts';
import { unwrapsOldestKey } from './key-ring.ts';

const wrappedRow = z.object({ proof: z.string(), wrapped: z.string() });
const proofRow = z.object({ proof: z.string() });
const unusedRow = z.object({ isUnused: z.boolean() });
/** What the wrapped root key is bound to. */
const context = 'root key';

/**
 * Returns the root key of the installation, which this `MASTER_KEY` unwraps. At the first start it makes one; in a
 * database of an older build the root key is its `MASTER_KEY`. Throws `IncompatibleDatabase` if the database belongs to
 * another `MASTER_KEY`.
 */
export async function openRootKey(db: DatabasePool, master: Uint8Array): Promise<Buffer> {
  return unwrap(await readRows(db), master) ?? db.transaction((tx) => createRootKey(tx, master));
}

/**
 * Wraps the root key by the `MASTER_KEY` `next` as well, so that processes can be started with `master` or with `next`.
 */
export async function addMasterKey(db: DatabasePool, master: Uint8Array, next: Uint8Array): Promise<void> {
  const root = await openRootKey(db, master);
  await insert(db, root, next);
}

/** Deletes the root key as any other `MASTER_KEY` than `master` wraps it. Returns how many others there were. */
export async function retireMasterKeys(db: DatabasePool, master: Uint8Array): Promise<number> {
  await openRootKey(db, master);
  const { rowCount } = await db.query(sql.unsafe`DELETE FROM root_keys WHERE proof <> ${proofOf(master)}`);
  return rowCount;
}

/** The proofs of the `MASTER_KEY`s by which the root key is wrapped. They do not reveal the keys. */
export const listMasterKeyProofs = async (db: CommonQueryMethods): Promise<readonly string[]> =>
  (await readRows(db)).map(({ proof }) => proof);

type WrappedKey = z.infer<typeof wrappedRow>;

const readRows = (db: CommonQueryMethods): Promise<readonly WrappedKey[]> =>
  db.any(sql.type(wrappedRow)`SELECT proof, wrapped FROM root_keys`);

/** The root key; null if there is none yet. */
function unwrap(rows: readonly WrappedKey[], master: Uint8Array): Buffer | null {
  if (rows.length === 0) return null;
  const row = rows.find(({ proof }) => proof === proofOf(master));
  if (!row) throw otherMasterKey();
  return decrypt(wrappingKeyOf(master), row.wrapped, context);
}

async function createRootKey(tx: DatabaseTransactionConnection, master: Uint8Array): Promise<Buffer> {
  // Another process, perhaps with another MASTER_KEY, may be making the root key at the same moment.
  await tx.query(sql.unsafe`LOCK TABLE root_keys IN SHARE ROW EXCLUSIVE MODE`);
  const made = unwrap(await readRows(tx), master);
  if (made) return made;
  const root = await firstRootKey(tx, master);
  await insert(tx, root, master);
  await tx.query(sql.unsafe`INSERT INTO master_key (proof) VALUES (${proofOf(root)}) ON CONFLICT DO NOTHING`);
  return root;
}

/** The root key of a database that stores none: for an older database its `MASTER_KEY`, for a new one random bytes. */
async function firstRootKey(tx: DatabaseTransactionConnection, master: Uint8Array): Promise<Buffer> {
  const stored = await tx.maybeOne(sql.type(proofRow)`SELECT proof FROM master_key`);
  if (stored !== null && stored.proof !== proofOf(master)) throw otherMasterKey();
  // The oldest builds stored no proof of the MASTER_KEY. The data keys of such a database show whether this is its key.
  if (stored === null && !(await unwrapsOldestKey(tx, subkey(master, 'data keys')))) throw otherMasterKey();
  const isOlder = stored !== null || !(await isUnused(tx));
  return isOlder ? Buffer.from(master) : randomBytes(32);
}

/** Whether nothing in the database depends on a key yet. */
async function isUnused(tx: DatabaseTransactionConnection): Promise<boolean> {
  const row = await tx.one(sql.type(unusedRow)`
    SELECT NOT EXISTS (SELECT FROM account_keys) AND NOT EXISTS (SELECT FROM claims) AS "isUnused"`);
  return row.isUnused;
}

const insert = (db: CommonQueryMethods, root: Uint8Array, master: Uint8Array) =>
  db.query(sql.unsafe`
    INSERT INTO root_keys (proof, wrapped) VALUES (${proofOf(master)}, ${encrypt(wrappingKeyOf(master), root, context)})
    ON CONFLICT DO NOTHING`);

/** Recognises a key, without revealing it. */
export const proofOf = (key: Uint8Array): string =>
  createHmac('sha256', subkey(key, 'proof')).update('irontrack').digest('hex');

const wrappingKeyOf = (master: Uint8Array): Buffer => subkey(master, 'root key');

const otherMasterKey = () =>
  new IncompatibleDatabase(
    'This database was created with another MASTER_KEY. Set that one, or the one that has replaced it.',
  );
