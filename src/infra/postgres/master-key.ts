import { createHmac } from 'node:crypto';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { subkey } from '../local/subkey.ts';
import { IncompatibleDatabase } from './incompatible-database.ts';
import { unwrapsOldestKey } from './key-ring.ts';

const proofRow = z.object({ proof: z.string() });

/**
 * Binds the database to the `MASTER_KEY` that it was first used with. With another key, no taken email address would be
 * found, and new data keys would be unreadable for all processes with the right key. Throws `IncompatibleDatabase`.
 */
export async function ensureMasterKey(db: CommonQueryMethods, master: Uint8Array): Promise<void> {
  const proof = createHmac('sha256', subkey(master, 'proof')).update('irontrack').digest('hex');
  let stored = await readProof(db);
  if (stored === null) {
    // A database of an older build has no proof, but its data keys show which key wrapped them.
    if (!(await unwrapsOldestKey(db, subkey(master, 'data keys')))) throw otherMasterKey();
    await db.query(sql.unsafe`INSERT INTO master_key (proof) VALUES (${proof}) ON CONFLICT DO NOTHING`);
    // Another process with another key may have inserted its proof first.
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
