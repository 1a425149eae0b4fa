import { expect } from 'chai';
import { type DatabasePool, type QuerySqlToken, sql } from 'slonik';
import { eventually } from '../../projections/support/eventually.ts';

/** Runs an SQL statement in a transaction that holds its locks until the returned function is called. */
export async function holdLock(db: DatabasePool, statement: QuerySqlToken): Promise<() => Promise<void>> {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const transaction = db.transaction(async (tx) => {
    await tx.query(statement);
    locked.resolve();
    await released.promise;
  });
  await Promise.race([locked.promise, transaction]);
  return () => {
    released.resolve();
    return transaction;
  };
}

/** Waits until exactly one SQL statement in the database waits for a lock. */
export const untilBlocked = (db: DatabasePool): Promise<void> =>
  eventually(async () => {
    const waiting = await db.oneFirst(sql.unsafe`
      SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
    expect(waiting).to.equal(1n);
  });
