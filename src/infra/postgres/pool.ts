import { createPool, type DatabasePool, sql } from 'slonik';
import { describeError, translateError } from './errors.ts';
import { installRawTexts } from './raw-texts.ts';
import { typeParsers, validateRows } from './row-types.ts';
import { createStatementNames } from './statement-names.ts';
import { translateErrors } from './translating-pool.ts';

export type PostgresOptions = Readonly<{
  /** The largest number of connections. @defaultValue 10 */
  max?: number;
  /** How many connections stay open without work. @defaultValue 2 */
  min?: number;
  applicationName?: string;
  /** The longest time that a statement may run. @defaultValue 30 s */
  statementTimeoutMs?: number;
  /** Whether Postgres keeps statements that are used often parsed and planned. @defaultValue true */
  preparesStatements?: boolean;
  /** Is called with the reason when an idle connection is lost, or when the pooler keeps no prepared statements. */
  onLost?: (reason: string) => void;
}>;

const connectTimeoutMs = 5_000;
const idleTimeoutMs = 10 * 60_000;
const unsupported =
  'The pooler keeps no prepared statements. Set its max_prepared_statements or DATABASE_PREPARED_STATEMENTS=off.';

/**
 * Creates a pool of connections to Postgres. It keeps no state in a connection, so it works through PgBouncer in
 * transaction mode, and it validates the rows of `sql.type` statements. Throws `unavailable` for an outage; no error
 * contains a value of a statement or a row.
 */
export async function connectPostgres(url: string, options: PostgresOptions = {}): Promise<DatabasePool> {
  const { max = 10, min = 2, applicationName = 'irontrack', statementTimeoutMs = 30_000, onLost } = options;
  installRawTexts();
  const names = createStatementNames({
    ...(options.preparesStatements === false && { maxNames: 0 }),
    onUnsupported: () => onLost?.(unsupported),
  });
  const address = new URL(url);
  address.searchParams.set('application_name', applicationName);
  const pool = await createPool(address.href, {
    maxPoolSize: max,
    minPoolSize: Math.min(min, max),
    idleTimeout: idleTimeoutMs,
    connectionTimeout: connectTimeoutMs,
    statementTimeout: statementTimeoutMs,
    idleInTransactionSessionTimeout: statementTimeoutMs,
    resetConnection: async () => {},
    interceptors: [names.interceptor, validateRows],
    typeParsers,
  }).catch((error) => {
    throw translateError(error);
  });
  pool.on('error', (error) => onLost?.(describeError(error)));
  return translateErrors(pool, names.isRepeatable);
}

/**
 * Runs a query and waits for its answer. To get a connection would prove nothing, because the pool has open connections
 * even while the server is frozen.
 */
export async function pingPostgres(db: DatabasePool): Promise<void> {
  await db.query(sql.unsafe`SELECT 1`);
}
