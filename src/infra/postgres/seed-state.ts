import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';

const row = z.object({ digest: z.string() });

/** Which seeds were replayed last, so that unchanged ones need not be looked at again. */
export const createSeedState = (db: DatabasePool) => ({
  read: (): Promise<string | null> => db.maybeOneFirst(sql.type(row)`SELECT digest FROM seeds`),
  async write(digest: string): Promise<void> {
    await db.query(sql.unsafe`
      INSERT INTO seeds (digest) VALUES (${digest}) ON CONFLICT (single) DO UPDATE SET digest = excluded.digest`);
  },
});
