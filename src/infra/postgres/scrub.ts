import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import { connectPostgres } from './pool.ts';

type Options = Readonly<{ databaseUrl: string; logger: Pick<Logger, 'warn'> }>;

/** How long one statement may last. Writing a large table anew takes longer than ordinary statements may. */
const statementTimeoutMs = 60 * 60_000;
/** The largest table that is written anew. The table is locked meanwhile, and a larger one takes too long. */
const maxRewrittenBytes = 256 * 1024 ** 2;
/** How long transactions that can still see deleted rows are waited for. */
const maxWaitMs = 60_000;
const pollMs = 100;

/** How long the exclusive lock on a table is waited for at a time, and how often. */
const lockTimeoutMs = 1_000;
const lockRetries = { retries: 10, minTimeout: 200, maxTimeout: 2_000 };

const tableRow = z.object({ name: z.string(), key: z.string(), isLarge: z.boolean() });
const countRow = z.object({ count: z.number() });
const xidRow = z.object({ xid: z.string() });
const recyclingRow = z.object({ isRecycling: z.boolean() });

/**
 * Removes the remains of deleted rows from the files of Postgres: from tables and indexes, from the statistics of the
 * planner, and from the write-ahead log. Throws `unavailable` while an old transaction keeps deleted rows alive.
 */
export async function scrubPostgres({ databaseUrl, logger }: Options): Promise<void> {
  const db = await connectPostgres(databaseUrl, { max: 1, statementTimeoutMs, applicationName: 'irontrack scrub' });
  try {
    await untilDeletedRowsAreInvisible(db);
    for (const step of [rewriteTables, beginNewWalFile, deleteOldWalFiles]) {
      await step(db, logger).catch((error: unknown) => {
        if (!isForbidden(error)) throw error;
        logger.warn('Postgres forbids a part of removing deleted data from its files', { step: step.name });
      });
    }
  } finally {
    await db.end();
  }
}

/** Waits for the end of all transactions that began before now, because VACUUM keeps the rows that they can see. */
async function untilDeletedRowsAreInvisible(db: DatabasePool): Promise<void> {
  const { xid } = await db.one(sql.type(xidRow)`SELECT pg_current_xact_id()::xid::text AS xid`);
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const { count } = await db.one(sql.type(countRow)`
      SELECT count(*)::int4 AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'
        AND greatest(age(backend_xmin), age(backend_xid)) > age(${xid}::xid)`);
    if (count === 0) return;
    if (waitedMs >= maxWaitMs) {
      throw new DomainError('unavailable', 'A long transaction in Postgres keeps deleted rows alive.');
    }
    await delay(pollMs);
  }
}

/**
 * Writes the tables that hold data of accounts anew, with their indexes: those with a column for the account, those that
 * refer to them, and the one with the wrapped root key. VACUUM alone would leave the bytes of deleted rows in the pages.
 */
async function rewriteTables(db: DatabasePool, logger: Options['logger']): Promise<void> {
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

/**
 * Begins a new file of the write-ahead log. Uses up the files that Postgres has kept to write over them later: clusters
 * of earlier builds have such files, and they contain old data.
 */
async function beginNewWalFile(db: DatabasePool): Promise<void> {
  const { isRecycling } = await db.one(sql.type(recyclingRow)`
    SELECT current_setting('wal_recycle')::boolean AS "isRecycling"`);
  const kept = isRecycling ? 0 : await countKeptWalFiles(db);
  for (let begun = 0; begun <= kept; begun += 1) {
    await db.query(sql.unsafe`SELECT pg_logical_emit_message(false, 'irontrack', 'scrub')`);
    await db.query(sql.unsafe`SELECT pg_switch_wal()`);
  }
}

async function countKeptWalFiles(db: DatabasePool): Promise<number> {
  const { count } = await db.one(sql.type(countRow)`
    SELECT count(*)::int4 AS count FROM pg_ls_waldir()
    WHERE name > pg_walfile_name(pg_current_wal_lsn()) AND name ~ '^[0-9A-F]{24}$'`);
  return count;
}

/** A checkpoint deletes the files of the write-ahead log before it, and those of tables that were written anew. */
async function deleteOldWalFiles(db: DatabasePool): Promise<void> {
  await db.query(sql.unsafe`CHECKPOINT`);
}

/** The SQLSTATE code of a missing privilege. */
const isForbidden = (error: unknown): boolean => error instanceof Error && error.message.includes('42501');
