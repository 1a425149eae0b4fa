import { setTimeout as delay } from 'node:timers/promises';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { Logger } from '../../ports/logger.ts';
import { connectPostgres } from './pool.ts';
import { rewriteTables } from './rewrite-tables.ts';
import { beginNewWalFile, deleteOldWalFiles } from './wal-files.ts';

type Options = Readonly<{ databaseUrl: string; logger: Pick<Logger, 'warn'> }>;

/** How long one statement may last. Writing a large table anew takes longer than ordinary statements may. */
const statementTimeoutMs = 60 * 60_000;
/** How long transactions that can still see deleted rows are waited for. */
const maxWaitMs = 60_000;
const pollMs = 100;
const countRow = z.object({ count: z.number() });
const xidRow = z.object({ xid: z.string() });

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

/** The SQLSTATE code of a missing privilege. */
const isForbidden = (error: unknown): boolean => error instanceof Error && error.message.includes('42501');
