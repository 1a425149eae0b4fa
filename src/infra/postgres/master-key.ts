import { createHmac } from 'node:crypto';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { subkey } from '../local/subkey.ts';
import { IncompatibleDatabase } from './incompatible-database.ts';
import { unwrapsOldestKey } from './key-ring.ts';

const proofRow = z.object({ proof: z.string() });

/**
 * Checks that this process has the `MASTER_KEY` that the database was first used with; throws `IncompatibleDatabase` if
 * not. With another key, taken email addresses would not be found, and processes with the right key could not read new
 * data keys.
 */
export async function ensureMasterKey(db: CommonQueryMethods, master: Uint8Array): Promise<void> {
  const proof = createHmac('sha256', subkey(master, 'proof')).update('irontrack').digest('hex');
  let stored = await readProof(db);
  if (stored === null) {
    // A database of an older build has no proof of its MASTER_KEY. Its data keys then show whether this MASTER_KEY is
    // the right one.
    if (!(await unwrapsOldestKey(db, subkey(master, 'data keys')))) throw otherMasterKey();
    await db.query(sql.unsafe`INSERT INTO master_key (proof) VALUES (${proof}) ON CONFLICT DO NOTHING`);
    // Another process, perhaps with another MASTER_KEY, may have inserted its proof first. So the stored proof is read
    // again.
    stored = await readProof(db);
  }
  if (stored !== proof) throw otherMasterKey();
}

const readProof = async (db: CommonQueryMethods): Promise<string | null> =>
  (await db.maybeOne(sql.type(proofRow)`SELECT proof FROM master_key`))?.proof ?? null;

const otherMasterKey = () =>
  new IncompatibleDatabase(
    'This database was created with another MASTER_KEY. Set that one: no other key can replace it.',
  );
