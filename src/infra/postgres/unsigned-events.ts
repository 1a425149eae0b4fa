import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';

const upToRow = z.object({ upTo: z.bigint() });

/**
 * Returns the log position up to which events without a mac count as own. The first call records the end of the log,
 * `head`, because builds that wrote no macs have written all events up to it; later calls return the recorded position.
 */
export async function recordUnsignedEvents(db: CommonQueryMethods, head: bigint): Promise<bigint> {
  const recorded = await readUpTo(db);
  if (recorded !== null) return recorded;
  await db.query(sql.unsafe`INSERT INTO unsigned_events (up_to) VALUES (${head}) ON CONFLICT DO NOTHING`);
  // Another process may have recorded its position first.
  return (await readUpTo(db)) ?? 0n;
}

const readUpTo = async (db: CommonQueryMethods): Promise<bigint | null> =>
  (await db.maybeOne(sql.type(upToRow)`SELECT up_to AS "upTo" FROM unsigned_events`))?.upTo ?? null;
