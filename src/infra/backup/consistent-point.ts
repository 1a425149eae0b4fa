import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { withClient } from '../postgres/migrations/ledger.ts';

/** What commands write before they append an event. */
const prerequisites = 'account_keys, claims, credentials, quota_items, quota_usage';
const lockMs = 3_000;

/**
 * Calls `use` in a transaction that sees the database as it was at one moment, with the position at which the log ended right
 * after that moment. Commands write these tables before they append, so holding them for the few milliseconds in between makes
 * both fit: the database has all that the events up to the position need, and nothing that follows from later ones. Such a pair
 * is what a crash of all processes would leave.
 */
export async function atConsistentPoint<Result>(
  { db, databaseUrl }: Readonly<{ db: DatabasePool; databaseUrl: string }>,
  readHead: () => Promise<bigint>,
  use: (tx: DatabaseTransactionConnection, head: bigint) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    const head = await whileHeld(databaseUrl, async (snapshot) => {
      await tx.query(sql.unsafe`SET TRANSACTION SNAPSHOT ${sql.literalValue(snapshot)}`);
      return readHead();
    });
    return use(tx, head);
  });
}

/** Does work while commands wait. A connection of its own is needed: a pool of slonik allows no transaction in another one. */
const whileHeld = <Result>(databaseUrl: string, work: (snapshot: string) => Promise<Result>): Promise<Result> =>
  withClient({ databaseUrl }, async (client) => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${lockMs}`);
    await client.query(`LOCK TABLE ${prerequisites} IN SHARE MODE`);
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    const result = await work(rows[0]?.snapshot ?? '');
    await client.query('COMMIT');
    return result;
  });
