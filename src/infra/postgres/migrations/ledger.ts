import pg from 'pg';
import { MigrationError } from './migration-files.ts';

/** The database to migrate and the folder with the SQL files. */
export type MigrationSource = Readonly<{ databaseUrl: string; folder: string }>;

/** A row of the ledger, the table `schema_migrations`: a migration that was applied to the database. */
export type AppliedMigration = Readonly<{ number: number; name: string; checksum: string; applied_at: Date }>;

/** The key of the advisory lock on the ledger. It can be any number that no other lock in the database uses. */
const lockKey = '4711000100020003';

const ledgerTable = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

export async function withClient<Result>(
  { databaseUrl }: Pick<MigrationSource, 'databaseUrl'>,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'irontrack-migrations' });
  // Without this listener, the loss of the connection would end the process. The current query fails too, and reports
  // the loss.
  client.on('error', () => {});
  await client.connect().catch((cause: NodeJS.ErrnoException) => {
    const outcome = 'severity' in cause ? 'refuses the connection' : 'cannot be reached';
    // When no address of a host can be reached, the error has a code but no message, so the code is shown.
    throw new MigrationError(`Postgres ${outcome}: ${cause.message || cause.code}`, { cause });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Runs one transaction under a lock, so that concurrent processes migrate one after the other. It is a lock of the
 * transaction, because a connection pooler such as PgBouncer would lose a lock of the Postgres session.
 */
export async function withLedger<Result>(
  client: pg.Client,
  work: (applied: readonly AppliedMigration[]) => Promise<Result>,
): Promise<Result> {
  await client.query('BEGIN');
  try {
    // A role that uses a pooler has limits for the statements of requests. An index of a large table needs longer.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await client.query(ledgerTable);
    const { rows } = await client.query<AppliedMigration>('SELECT * FROM schema_migrations ORDER BY number');
    const result = await work(rows);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
