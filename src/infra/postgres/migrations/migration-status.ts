import type pg from 'pg';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { IncompatibleDatabase } from '../incompatible-database.ts';
import { type MigrationSource, withClient, withLedger } from './ledger.ts';
import { readMigrations } from './migration-files.ts';

/**
 * The status of a migration of this build or of the database. `appliedAt` is null for a migration that is not applied
 * yet. `file` is `changed` when the SQL file differs from the one that was applied, and `missing` when another build
 * applied the migration.
 */
export type MigrationStatus = Readonly<{
  number: number;
  name: string;
  appliedAt: Date | null;
  file: 'same' | 'changed' | 'missing';
}>;

/** Lists the migrations of this build and those applied to the database, in order. */
export async function listMigrations(source: MigrationSource): Promise<readonly MigrationStatus[]> {
  const migrations = await readMigrations(source.folder);
  const applied = await withClient(source, (client) => withLedger(client, async (rows) => rows));
  const ofBuild = migrations.map(({ number, name, checksum }): MigrationStatus => {
    const row = applied.find((each) => each.number === number);
    const isSame = row === undefined || row.checksum === checksum;
    return { number, name, appliedAt: row?.applied_at ?? null, file: isSame ? 'same' : 'changed' };
  });
  const ofOtherBuilds = applied
    .filter(({ number }) => !migrations.some((migration) => migration.number === number))
    .map(({ number, name, applied_at }): MigrationStatus => ({ number, name, appliedAt: applied_at, file: 'missing' }));
  return [...ofBuild, ...ofOtherBuilds].sort((one, other) => one.number - other.number);
}

const appliedRow = z.object({ name: z.string() });

/**
 * Throws `IncompatibleDatabase` when a migration of this build is not applied yet. Migrations of a newer build are
 * allowed, because they keep the database usable for this build.
 */
export async function ensureMigrated(db: CommonQueryMethods, folder: string): Promise<void> {
  const hasLedger = await db.exists(sql.unsafe`SELECT WHERE to_regclass('schema_migrations') IS NOT NULL`);
  const applied = hasLedger ? await db.any(sql.type(appliedRow)`SELECT name FROM schema_migrations`) : [];
  const pending = (await readMigrations(folder)).filter(
    (migration) => !applied.some(({ name }) => name === migration.name),
  );
  if (pending.length === 0) return;
  const names = pending.map(({ name }) => name).join(', ');
  throw new IncompatibleDatabase(
    `The database lacks migrations of this build (${names}): run irontrack db migrate first.`,
  );
}

/** Lists the tables with rows that nothing can restore after a rollback of the last `count` migrations. */
export async function listTablesLostByRollback(source: MigrationSource, count: number): Promise<readonly string[]> {
  const migrations = await readMigrations(source.folder);
  return withClient(source, (client) =>
    withLedger(client, async (applied) => {
      const numbers = applied.slice(-count).map(({ number }) => number);
      const tables = migrations
        .filter(({ number }) => numbers.includes(number))
        .toReversed()
        .flatMap(({ irreplaceable }) => irreplaceable);
      const lost: string[] = [];
      for (const table of new Set(tables)) if (await hasRows(client, table)) lost.push(table);
      return lost;
    }),
  );
}

async function hasRows(client: pg.Client, table: string): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM ${client.escapeIdentifier(table)} LIMIT 1`);
  return Boolean(rowCount);
}
