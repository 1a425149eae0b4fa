import pRetry from 'p-retry';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';

/** The largest table that is written anew. The table is locked meanwhile, and a larger one takes too long. */
const maxRewrittenBytes = 256 * 1024 ** 2;

/** How long the exclusive lock on a table is waited for at a time, and how often. */
const lockTimeoutMs = 1_000;
const lockRetries = { retries: 10, minTimeout: 200, maxTimeout: 2_000 };

const tableRow = z.object({ name: z.string(), key: z.string(), isLarge: z.boolean() });

/**
 * Writes the tables that hold data of accounts anew, with their indexes: those with a column for the account, those that
 * refer to them, and the one with the wrapped root key. VACUUM alone would leave the bytes of deleted rows in the pages.
 */
export async function rewriteTables(db: DatabasePool, logger: Pick<Logger, 'warn'>): Promise<void> {
  const tables = await db.any(sql.type(tableRow)`
    WITH own AS (
      SELECT oid, relname FROM pg_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_get_userbyid(relowner) = current_user
    ), personal AS (
      SELECT oid FROM own WHERE relname = 'root_keys' OR EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = own.oid AND attname IN ('owner', 'account_id') AND NOT attisdropped)
    )
    SELECT relname::text AS name, indexrelid::regclass::text AS key,
      pg_table_size(oid) > ${maxRewrittenBytes} AS "isLarge"
    FROM own JOIN pg_index ON indrelid = oid AND indisprimary
    WHERE oid IN (SELECT oid FROM personal UNION SELECT conrelid FROM pg_constraint
                  WHERE contype = 'f' AND confrelid IN (SELECT oid FROM personal))
    ORDER BY relname`);
  await clearStatistics(
    db,
    tables.map(({ name }) => name),
  );
  for (const table of tables) {
    if (!table.isLarge) await rewriteTable(db, table);
    else
      logger.warn('A large table is not written anew: run VACUUM FULL while it is not in use', { table: table.name });
    await db.query(sql.unsafe`VACUUM (ANALYZE) ${sql.identifier([table.name])}`);
  }
  await db.query(sql.unsafe`VACUUM (FULL) pg_catalog.pg_statistic`);
}

/**
 * CLUSTER writes a table anew like VACUUM FULL. Unlike that, it can run in a transaction with a limit for its lock: while
 * a statement waits for such a lock, all later statements on the table wait as well.
 */
async function rewriteTable(db: DatabasePool, { name, key }: Readonly<{ name: string; key: string }>): Promise<void> {
  const attempt = () =>
    db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SELECT set_config('lock_timeout', ${String(lockTimeoutMs)}, true)`);
      await tx.query(sql.unsafe`CLUSTER ${sql.identifier([name])} USING ${sql.identifier([key])}`);
    });
  await pRetry(attempt, { ...lockRetries, shouldRetry: ({ error }) => error instanceof DomainError });
}

const supportRow = z.object({ isSupported: z.boolean() });

/** Clears the planner's statistics, which contain values of rows. ANALYZE would keep those of an empty table. */
async function clearStatistics(db: DatabasePool, tables: readonly string[]): Promise<void> {
  const { isSupported } = await db.one(sql.type(supportRow)`
    SELECT to_regprocedure('pg_clear_attribute_stats(text, text, text, boolean)') IS NOT NULL AS "isSupported"`);
  if (!isSupported) return;
  await db.query(sql.unsafe`
    SELECT pg_clear_attribute_stats(current_schema()::text, tablename::text, attname::text, inherited) FROM pg_stats
    WHERE schemaname = current_schema() AND tablename = any(${sql.array([...tables], 'text')})`);
}
