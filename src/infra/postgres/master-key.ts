import { createHmac } from 'node:crypto';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { subkey } from '../local/subkey.ts';
import { IncompatibleDatabase } from './incompatible-database.ts';
import { opensOldestKey } from './keys.ts';

const row = z.object({ proof: z.string() });

/**
 * Holds the database to the one `MASTER_KEY` that it was made with. Under another one nobody's address would be found taken, and
 * whatever it wrapped would stop the lanes for all processes with the right one. Throws `UnfitDatabase`.
 */
export async function ensureMasterKey(db: CommonQueryMethods, master: Uint8Array): Promise<void> {
  const proof = createHmac('sha256', subkey(master, 'proof')).update('irontrack').digest('hex');
  let known = await knownProof(db);
  if (known === null) {
    // A database older than the proof is known by the keys that it has.
    if (!(await opensOldestKey(db, subkey(master, 'data keys')))) throw otherKey();
    await db.query(sql.unsafe`INSERT INTO master_key (proof) VALUES (${proof}) ON CONFLICT DO NOTHING`);
    // Somebody with another key may have been faster.
    known = await knownProof(db);
  }
  if (known !== proof) throw otherKey();
}

const knownProof = async (db: CommonQueryMethods): Promise<string | null> =>
  (await db.maybeOne(sql.type(row)`SELECT proof FROM master_key`))?.proof ?? null;

const otherKey = () =>
  new IncompatibleDatabase(
    'The MASTER_KEY is not the one that this database was made with. Give that one; none can replace it.',
  );
