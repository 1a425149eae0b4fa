import type { Redis } from 'ioredis';
import { sql } from 'slonik';
import { z } from 'zod';
import type { Logger } from '../../ports/logger.ts';
import { connectPostgres } from '../postgres/pool.ts';
import { unavailable } from './client.ts';

type Options = Readonly<{ databaseUrl: string; redis: Redis; logger: Pick<Logger, 'warn'> }>;

/**
 * How many milliseconds the VACUUM of a table may last. A large table needs longer than the limit of ordinary
 * statements.
 */
const statementTimeoutMs = 60 * 60_000;
const tableRow = z.object({ name: z.string() });

/**
 * Removes the remains of deleted data from disks: runs VACUUM on all own tables, and starts a rewrite of Redis'
 * append-only file. Throws `unavailable` while an earlier rewrite runs, because that rewrite may have begun before the
 * data was deleted.
 */
export const createScrub =
  ({ databaseUrl, redis, logger }: Options) =>
  async (): Promise<void> => {
    await vacuumTables(databaseUrl);
    await redis.bgrewriteaof().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      // A hosted Redis may forbid the command that rewrites its file; its operator is then responsible. Any other error
      // is temporary, so the caller can try again.
      if (!/^(NOPERM|ERR unknown command)/.test(reason)) throw unavailable(cause);
      logger.warn('Redis forbids rewriting its file; it may still contain snapshots of an erased account', { reason });
    });
  };

async function vacuumTables(databaseUrl: string): Promise<void> {
  const db = await connectPostgres(databaseUrl, { max: 1, statementTimeoutMs, applicationName: 'irontrack scrub' });
  try {
    const names = await db.anyFirst(sql.type(tableRow)`
      SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user`);
    for (const name of names) await db.query(sql.unsafe`VACUUM ${sql.identifier([name])}`);
  } finally {
    await db.end();
  }
}
