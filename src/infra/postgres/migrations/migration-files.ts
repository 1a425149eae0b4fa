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
 * A migration: a numbered SQL file with two parts, one to apply it and one to roll it back. `irreplaceable` lists the
 * tables whose rows nothing can restore once the rollback has dropped them.
 */
export type Migration = Readonly<{
  number: number;
  name: string;
  up: string;
  down: string;
  irreplaceable: readonly string[];
  /** The SHA-256 of the part that applies the migration. */
  checksum: string;
}>;

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;
/** The line between the two parts of a file. The empty line before it belongs to neither. */
const divider = '\n-- Down\n';
/** A line in the part for the rollback. It names the tables with rows that neither the log nor the migration can restore. */
const irreplaceableLine = /^-- Irreplaceable: (.+)$/m;

/** Reads the migrations in a folder, in order. Throws when two migrations have the same number. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [index, { number, name }] of migrations.entries()) {
    if (migrations[index + 1]?.number === number) throw new MigrationError(`Two migrations have the number of ${name}`);
  }
  return migrations;
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [up, down, ...more] = (await readFile(join(folder, file), 'utf8')).split(divider);
  if (up === undefined || down === undefined || more.length > 0) {
    throw new MigrationError(`The migration ${file} needs one line "-- Down", after an empty line`);
  }
  return {
    number: Number(file.slice(0, 4)),
    name: file.replace('.sql', ''),
    up,
    down,
    irreplaceable: irreplaceableLine.exec(down)?.[1]?.split(', ') ?? [],
    checksum: createHash('sha256').update(up).digest('hex'),
  };
}

/** Writes the file of a new migration with the next number and two empty parts, and returns its path. */
export async function writeMigrationFile(folder: string, title: string): Promise<string> {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (!/[a-z]/.test(name)) throw new MigrationError(`"${title}" has no letters to make a file name of`);
  const migrations = await readMigrations(folder);
  const sameName = migrations.find((migration) => migration.name.slice(5) === name);
  if (sameName) throw new MigrationError(`There is already a migration ${sameName.name}`);
  const number = (migrations.at(-1)?.number ?? 0) + 1;
  const path = join(folder, `${String(number).padStart(4, '0')}_${name}.sql`);
  await writeFile(path, `-- ${title}\n${divider}`, { flag: 'wx' });
  return path;
}
