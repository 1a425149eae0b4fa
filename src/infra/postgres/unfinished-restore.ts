import { type CommonQueryMethods, sql } from 'slonik';
import { IncompatibleDatabase } from './incompatible-database.ts';

/*
 * Until a restore has ended, the database lacks a part of its log, or has accounts that are still to be erased again. The
 * mark is a comment on a table: it comes with the rows in one transaction, whichever build has made the schema, and goes
 * when the table goes.
 */

export const markUnfinishedRestore = (db: CommonQueryMethods): Promise<unknown> =>
  db.query(sql.unsafe`COMMENT ON TABLE root_keys IS 'unfinished restore'`);

export const markFinishedRestore = (db: CommonQueryMethods): Promise<unknown> =>
  db.query(sql.unsafe`COMMENT ON TABLE root_keys IS NULL`);

/** Throws `IncompatibleDatabase` when a restore has filled the database and did not end. */
export async function ensureRestored(db: CommonQueryMethods): Promise<void> {
  const isUnfinished = await db.exists(sql.unsafe`
    SELECT WHERE obj_description('root_keys'::regclass, 'pg_class') = 'unfinished restore'`);
  if (!isUnfinished) return;
  throw new IncompatibleDatabase(
    'A restore to this database has not ended. Restore again, to an empty database and event store or to a new data folder.',
  );
}
