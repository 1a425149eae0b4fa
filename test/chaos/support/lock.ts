import { expect } from 'chai';
import { type DatabasePool, type DatabaseTransactionConnection, type QuerySqlToken, sql } from 'slonik';
import { eventually } from '../../projections/support/eventually.ts';

type Work = (tx: DatabaseTransactionConnection) => Promise<unknown>;

/** Runs work in a transaction that is open until the returned function is called. */
export async function holdTransaction(db: DatabasePool, work: Work): Promise<() => Promise<void>> {
  const worked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const transaction = db.transaction(async (tx) => {
    await work(tx);
    worked.resolve();
    await released.promise;
  });
  await Promise.race([worked.promise, transaction]);
  return () => {
    released.resolve();
    return transaction;
  };
}

/** Runs an SQL statement in a transaction that holds its locks until the returned function is called. */
export const holdLock = (db: DatabasePool, statement: QuerySqlToken): Promise<() => Promise<void>> =>
  holdTransaction(db, (tx) => tx.query(statement));

/** Waits until exactly this many SQL statements in the database wait for a lock. */
export const untilBlocked = (db: DatabasePool, statements = 1): Promise<void> =>
  eventually(async () => {
    const waiting = await db.oneFirst(sql.unsafe`
      SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
    expect(waiting).to.equal(BigInt(statements));
  });
