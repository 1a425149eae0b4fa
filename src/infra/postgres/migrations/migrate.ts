import type pg from 'pg';
import { IncompatibleDatabase } from '../incompatible-database.ts';
import { type AppliedMigration, type MigrationSource, withClient, withLedger } from './ledger.ts';
import { type Migration, readMigrations } from './migration-files.ts';

/**
 * Applies the missing migrations in order, each in a transaction of its own, and returns their names. Several processes
 * may do this at the same time. Throws when the SQL file of an applied migration has changed since. `last` is the number of
 * the last migration to apply.
 */
export async function migrate(source: MigrationSource, last = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const migrations = (await readMigrations(source.folder)).filter(({ number }) => number <= last);
  return withClient(source, async (client) => {
    const names: string[] = [];
    for (const migration of migrations) {
      if (await withLedger(client, (applied) => applyOnce(client, migration, applied))) names.push(migration.name);
    }
    return names;
  });
}

/** Applies one migration. Returns false when the migration was applied before. */
async function applyOnce(
  client: pg.Client,
  { number, name, checksum, up }: Migration,
  applied: readonly AppliedMigration[],
): Promise<boolean> {
  const earlier = applied.find((each) => each.number === number);
  if (earlier && earlier.checksum !== checksum) {
    throw new IncompatibleDatabase(`Migration ${name} has changed since it was applied. Add a new migration instead.`);
  }
  if (earlier) return false;
  await client.query(up);
  await client.query('INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)', [
    number,
    name,
    checksum,
  ]);
  return true;
}

/** Rolls back the last `count` applied migrations, the newest first, and returns their names. */
export async function rollback(source: MigrationSource, count = 1): Promise<readonly string[]> {
  const migrations = await readMigrations(source.folder);
  return withClient(source, async (client) => {
    const names: string[] = [];
    while (names.length < count) {
      const name = await withLedger(client, (applied) => rollbackLast(client, migrations, applied));
      if (name === null) break;
      names.push(name);
    }
    return names;
  });
}

/** Rolls back the newest applied migration. Returns null when there is none. */
async function rollbackLast(
  client: pg.Client,
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): Promise<string | null> {
  const last = applied.at(-1);
  if (!last) return null;
  const migration = migrations.find(({ number }) => number === last.number);
  if (!migration) throw new IncompatibleDatabase(`There is no file to roll back migration ${last.name}`);
  await client.query(migration.down);
  await client.query('DELETE FROM schema_migrations WHERE number = $1', [migration.number]);
  return migration.name;
}
