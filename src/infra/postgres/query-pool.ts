import { type CommonQueryMethods, type DatabasePool, type QuerySqlToken, sql } from 'slonik';
import { z } from 'zod';
import { connectPostgres, type PostgresOptions } from './pool.ts';

/** How long one statement of a query may run. A longer one would occupy a connection that other accounts need. */
const queryLimitMs = 3_000;

const settingRow = z.object({ setting: z.string() });

type Options = PostgresOptions & Readonly<{ limitMs?: number }>;
/** The statements of queries, and how to close their pool. */
export type QueryPool = Readonly<{ db: CommonQueryMethods; state: DatabasePool['state']; end: () => Promise<void> }>;

/**
 * Creates a pool for queries only, so that slow queries delay no commands and no projections. Their statements end at
 * the limit with `unavailable`. PgBouncer may ignore the limit of the connection; then each statement sets its own.
 */
export async function connectQueryPool(
  url: string,
  { limitMs = queryLimitMs, ...options }: Options,
): Promise<QueryPool> {
  const pool = await connectPostgres(url, { ...options, min: 0, statementTimeoutMs: limitMs });
  const { setting } = await pool.one(sql.type(settingRow)`
    SELECT setting FROM pg_settings WHERE name = 'statement_timeout'`);
  const db = setting === String(limitMs) ? pool : limitEach(pool, limitMs);
  return { db, state: () => pool.state(), end: () => pool.end() };
}

const methods = ['any', 'maybeOne', 'one', 'query'] as const;

/** Runs each statement in a transaction with the limit, because no setting of a connection survives PgBouncer. */
export function limitEach(pool: DatabasePool, limitMs: number): CommonQueryMethods {
  const limited = (method: (typeof methods)[number]) => (statement: QuerySqlToken) =>
    pool.transaction(async (tx): Promise<unknown> => {
      await tx.query(sql.unsafe`SELECT set_config('statement_timeout', ${String(limitMs)}, true)`);
      return tx[method](statement);
    });
  return Object.assign(Object.create(pool), Object.fromEntries(methods.map((method) => [method, limited(method)])));
}
