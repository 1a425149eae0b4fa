import type { Redis } from 'ioredis';
import { sql } from 'slonik';
import { z } from 'zod';
import type { Logger } from '../../ports/logger.ts';
import { connectPostgres } from '../postgres/pool.ts';
import { unavailable } from './client.ts';

type Options = Readonly<{ databaseUrl: string; redis: Redis; logger: Pick<Logger, 'warn'> }>;

/** A large table takes longer than any request may. */
const statementTimeoutMs = 60 * 60_000;
const table = z.object({ name: z.string() });

/**
 * Takes what deleted rows and replaced keys still hold off the disks: vacuums the database's tables, and has Redis write its file anew.
 * `unavailable` while Redis is busy with an earlier rewrite, which may have begun too early.
 */
export const createScrub =
  ({ databaseUrl, redis, logger }: Options) =>
  async (): Promise<void> => {
    const db = await connectPostgres(databaseUrl, { max: 1, statementTimeoutMs, applicationName: 'irontrack scrub' });
    try {
      const names = await db.anyFirst(sql.type(table)`
        SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user`);
      for (const name of names) await db.query(sql.unsafe`VACUUM ${sql.identifier([name])}`);
    } finally {
      await db.end();
    }
    await redis.bgrewriteaof().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      // A Redis that others run may forbid it: then it is theirs to do. Anything else, such as an earlier rewrite, passes.
      if (!/^(NOPERM|ERR unknown command)/.test(reason)) throw unavailable(cause);
      logger.warn('Redis does not let its file be written anew; snapshots of an erased account may remain in it', {
        reason,
      });
    });
  };
