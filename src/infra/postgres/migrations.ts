import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import { packageRoot } from '../local/package-root.ts';
import { IncompatibleDatabase } from './incompatible-database.ts';

/** The SQL files of this build. */
export const migrationsFolder = join(packageRoot, 'migrations');

/**
 * One numbered step; `appliedAt` is null while it waits. Its file may have `changed` since it was applied, or be `missing`: another
 * build has brought it.
 */
export type MigrationStatus = Readonly<{
  number: number;
  name: string;
  appliedAt: Date | null;
  file: 'same' | 'changed' | 'missing';
}>;

export type Migrations = Readonly<{ databaseUrl: string; folder: string }>;

/** What a new migration may not be called. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

type Step = Readonly<{
  number: number;
  name: string;
  up: string;
  down: string;
  irreplaceable: readonly string[];
  checksum: string;
}>;
type Applied = Readonly<{ number: number; name: string; checksum: string; applied_at: Date }>;

const fileName = /^(\d{4})_([a-z0-9_]+)\.up\.sql$/;
/** How a down file names the tables whose rows it destroys though neither the log nor going up again brings them back. */
const irreplaceableLine = /^-- Irreplaceable: (.+)$/m;
/** Any constant will do, as long as no other lock of the database has it. */
const lockKey = '4711000100020003';

const ledger = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

/**
 * Applies what is missing, in order, each step in a transaction of its own; any number of processes may do so at once. Answers the
 * names of the steps it applied itself. Throws where an applied file has changed since.
 */
export async function migrate(migrations: Migrations): Promise<readonly string[]> {
  const steps = await readSteps(migrations.folder);
  return connected(migrations, async (client) => {
    const done: string[] = [];
    for (const step of steps) {
      const ran = await inTurn(client, async (applied) => {
        const earlier = applied.find(({ number }) => number === step.number);
        if (earlier && earlier.checksum !== step.checksum) {
          throw new IncompatibleDatabase(
            `Migration ${step.name} has changed since it was applied; add a new one instead`,
          );
        }
        if (earlier) return false;
        await client.query(step.up);
        await client.query('INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)', [
          step.number,
          step.name,
          step.checksum,
        ]);
        return true;
      });
      if (ran) done.push(step.name);
    }
    return done;
  });
}

/** Takes back the last `count` applied steps, newest first, and answers their names. */
export async function rollback(migrations: Migrations, count = 1): Promise<readonly string[]> {
  const steps = await readSteps(migrations.folder);
  return connected(migrations, async (client) => {
    const undone: string[] = [];
    while (undone.length < count) {
      const name = await inTurn(client, async (applied) => {
        const last = applied.at(-1);
        if (!last) return null;
        const step = steps.find(({ number }) => number === last.number);
        if (!step) throw new IncompatibleDatabase(`There is no file to take back migration ${last.name} with`);
        await client.query(step.down);
        await client.query('DELETE FROM schema_migrations WHERE number = $1', [step.number]);
        return step.name;
      });
      if (name === null) break;
      undone.push(name);
    }
    return undone;
  });
}

/** The tables with rows that nothing brings back once the last `count` steps are taken back. */
export async function lostByRollback(migrations: Migrations, count: number): Promise<readonly string[]> {
  const steps = await readSteps(migrations.folder);
  return connected(migrations, (client) =>
    inTurn(client, async (applied) => {
      const last = applied.slice(-count).toReversed();
      const tables = last.flatMap(({ number }) => steps.find((step) => step.number === number)?.irreplaceable ?? []);
      const lost: string[] = [];
      for (const table of new Set(tables)) {
        const { rowCount } = await client.query(`SELECT FROM ${client.escapeIdentifier(table)} LIMIT 1`);
        if (rowCount) lost.push(table);
      }
      return lost;
    }),
  );
}

const named = z.object({ name: z.string() });

/** Throws `UnfitDatabase` where steps wait. Steps of a newer build, beside which this one runs, do no harm. */
export async function ensureMigrated(db: CommonQueryMethods, folder: string): Promise<void> {
  const isNew = !(await db.exists(sql.unsafe`SELECT WHERE to_regclass('schema_migrations') IS NOT NULL`));
  const applied = isNew ? [] : await db.any(sql.type(named)`SELECT name FROM schema_migrations`);
  const waiting = (await readSteps(folder)).filter((step) => !applied.some(({ name }) => name === step.name));
  if (waiting.length === 0) return;
  const names = waiting.map(({ name }) => name).join(', ');
  throw new IncompatibleDatabase(
    `The database lacks migrations of this build (${names}): run irontrack db migrate first.`,
  );
}

/** Every step that this build or the database has, in order. */
export async function migrationStatus(migrations: Migrations): Promise<readonly MigrationStatus[]> {
  const steps = await readSteps(migrations.folder);
  const applied = await connected(migrations, (client) => inTurn(client, async (rows) => rows));
  const ours = steps.map(({ number, name, checksum }): MigrationStatus => {
    const row = applied.find((each) => each.number === number);
    const isSame = row === undefined || row.checksum === checksum;
    return { number, name, appliedAt: row?.applied_at ?? null, file: isSame ? 'same' : 'changed' };
  });
  const others = applied
    .filter(({ number }) => !steps.some((step) => step.number === number))
    .map(({ number, name, applied_at }): MigrationStatus => ({ number, name, appliedAt: applied_at, file: 'missing' }));
  return [...ours, ...others].sort((one, other) => one.number - other.number);
}

/** Writes an empty pair of files under the next number and answers their paths. */
export async function createMigration(folder: string, title: string): Promise<readonly string[]> {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (!/[a-z]/.test(name)) throw new MigrationError(`"${title}" has no letters to name a migration by`);
  const steps = await readSteps(folder);
  const same = steps.find((step) => step.name.slice(5) === name);
  if (same) throw new MigrationError(`There is a migration ${same.name} already`);
  const last = steps.at(-1)?.number ?? 0;
  const stem = `${String(last + 1).padStart(4, '0')}_${name}`;
  const paths = ['up', 'down'].map((way) => join(folder, `${stem}.${way}.sql`));
  for (const path of paths) await writeFile(path, `-- ${title}\n`, { flag: 'wx' });
  return paths;
}

async function readSteps(folder: string): Promise<readonly Step[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  const steps = await Promise.all(
    names.map(async (file) => {
      const up = await readFile(join(folder, file), 'utf8');
      const down = await readFile(join(folder, file.replace('.up.', '.down.')), 'utf8');
      const checksum = createHash('sha256').update(up).digest('hex');
      return {
        number: Number(file.slice(0, 4)),
        name: file.replace('.up.sql', ''),
        up,
        down,
        irreplaceable: irreplaceableLine.exec(down)?.[1]?.split(', ') ?? [],
        checksum,
      };
    }),
  );
  for (const [at, { number, name }] of steps.entries()) {
    if (steps[at + 1]?.number === number) throw new MigrationError(`Two migrations bear the number of ${name}`);
  }
  return steps;
}

async function connected<Result>({ databaseUrl }: Migrations, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'irontrack-migrations' });
  // A lost connection also fails the query at hand, which is where it is heard.
  client.on('error', () => {});
  await client.connect().catch((cause: NodeJS.ErrnoException) => {
    const verdict = 'severity' in cause ? 'refuses the connection' : 'can not be reached';
    // Of several addresses of a host there is a code alone.
    throw new MigrationError(`Postgres ${verdict}: ${cause.message || cause.code}`, { cause });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One transaction under a lock that ends with it, so that migrators take turns, also behind a transaction pooler. */
async function inTurn<Result>(client: pg.Client, work: (applied: readonly Applied[]) => Promise<Result>) {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await client.query(ledger);
    const { rows } = await client.query<Applied>('SELECT * FROM schema_migrations ORDER BY number');
    const result = await work(rows);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
