import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../local/package-root.ts';

/** The folder with the migrations of this build. */
export const migrationsFolder = join(packageRoot, 'migrations');

/** The error of a migration that the SQL files or the connection to Postgres do not allow. The message says why. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * A migration: a numbered pair of SQL files, one to apply it and one to roll it back. `irreplaceable` lists the tables
 * whose rows nothing can restore once the rollback has dropped them.
 */
export type Migration = Readonly<{
  number: number;
  name: string;
  up: string;
  down: string;
  irreplaceable: readonly string[];
  /** The SHA-256 of the file that applies the migration. */
  checksum: string;
}>;

const upFileName = /^(\d{4})_([a-z0-9_]+)\.up\.sql$/;
/**
 * A line in the SQL file of a rollback. It names the tables with rows that neither the log nor the migration can
 * restore.
 */
const irreplaceableLine = /^-- Irreplaceable: (.+)$/m;

/** Reads the migrations in a folder, in order. Throws when two migrations have the same number. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((name) => upFileName.test(name)).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [index, { number, name }] of migrations.entries()) {
    if (migrations[index + 1]?.number === number) throw new MigrationError(`Two migrations have the number of ${name}`);
  }
  return migrations;
}

async function readMigration(folder: string, upFile: string): Promise<Migration> {
  const up = await readFile(join(folder, upFile), 'utf8');
  const down = await readFile(join(folder, upFile.replace('.up.', '.down.')), 'utf8');
  return {
    number: Number(upFile.slice(0, 4)),
    name: upFile.replace('.up.sql', ''),
    up,
    down,
    irreplaceable: irreplaceableLine.exec(down)?.[1]?.split(', ') ?? [],
    checksum: createHash('sha256').update(up).digest('hex'),
  };
}

/** Writes a pair of empty SQL files for a new migration with the next number, and returns their paths. */
export async function writeMigrationFiles(folder: string, title: string): Promise<readonly string[]> {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (!/[a-z]/.test(name)) throw new MigrationError(`"${title}" has no letters to make a file name of`);
  const migrations = await readMigrations(folder);
  const sameName = migrations.find((migration) => migration.name.slice(5) === name);
  if (sameName) throw new MigrationError(`There is already a migration ${sameName.name}`);
  const number = (migrations.at(-1)?.number ?? 0) + 1;
  const stem = `${String(number).padStart(4, '0')}_${name}`;
  const paths = ['up', 'down'].map((direction) => join(folder, `${stem}.${direction}.sql`));
  for (const path of paths) await writeFile(path, `-- ${title}\n`, { flag: 'wx' });
  return paths;
}
