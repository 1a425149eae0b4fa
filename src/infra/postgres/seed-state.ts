import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';

const seedsRow = z.object({ digest: z.string() });

/** Stores the digest of the seed data that was applied last, so that the same seed data is not applied again. */
export const createSeedState = (db: DatabasePool) => ({
  read: (): Promise<string | null> => db.maybeOneFirst(sql.type(seedsRow)`SELECT digest FROM seeds`),
  async write(digest: string): Promise<void> {
    await db.query(sql.unsafe`
      INSERT INTO seeds (digest) VALUES (${digest}) ON CONFLICT (single) DO UPDATE SET digest = excluded.digest`);
  },
});
