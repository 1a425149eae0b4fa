import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { migrate, rollback } from '../../../src/infra/postgres/migrations/migrate.ts';
import { migrationsFolder, writeMigrationFiles } from '../../../src/infra/postgres/migrations/migration-files.ts';
import {
  ensureMigrated,
  listMigrations,
  listTablesLostByRollback,
} from '../../../src/infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { newDatabase } from '../../support/databases.ts';

describe('migrations', () => {
  let databaseUrl: string;
  let folder: string;

  beforeEach(async () => {
    databaseUrl = await newDatabase();
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const add = async (stem: string, up: string, down: string) => {
    await writeFile(join(folder, `${stem}.up.sql`), up);
    await writeFile(join(folder, `${stem}.down.sql`), down);
  };
  const query = async (text: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const outcomeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );

  it('applies each migration once and in order, also when ten processes migrate at the same time', async () => {
    await add('0001_first', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);', 'DROP TABLE a;');
    await add('0002_second', 'INSERT INTO a VALUES (2);', 'DELETE FROM a WHERE n = 2;');
    const all = await Promise.all(Array.from({ length: 10 }, () => migrate({ databaseUrl, folder })));
    expect(all.flat().sort()).to.deep.equal(['0001_first', '0002_second']);
    expect(await query('SELECT n FROM a ORDER BY n')).to.deep.equal([{ n: 1 }, { n: 2 }]);
    expect(await migrate({ databaseUrl, folder })).to.deep.equal([]);
  });

  it('keeps nothing of a migration that fails, but keeps the migrations before it', async () => {
    await add('0001_first', 'CREATE TABLE a (n int);', 'DROP TABLE a;');
    await add('0002_second', 'CREATE TABLE b (n int); SELECT 1 / 0;', 'DROP TABLE b;');
    expect(await outcomeOf(migrate({ databaseUrl, folder }))).to.contain('division by zero');
    expect(await query(`SELECT to_regclass('a') IS NULL AS a, to_regclass('b') IS NULL AS b`)).to.deep.equal([
      { a: false, b: true },
    ]);
    const status = await listMigrations({ databaseUrl, folder });
    expect(status.map(({ appliedAt }) => appliedAt !== null)).to.deep.equal([true, false]);
  });

  it('rolls back the last migrations first', async () => {
    await add('0001_first', 'CREATE TABLE a (n int);', 'DROP TABLE a;');
    await add('0002_second', 'CREATE TABLE b (n int);', 'DROP TABLE b;');
    await migrate({ databaseUrl, folder });
    expect(await rollback({ databaseUrl, folder })).to.deep.equal(['0002_second']);
    expect(await rollback({ databaseUrl, folder }, 5)).to.deep.equal(['0001_first']);
    expect(await migrate({ databaseUrl, folder })).to.deep.equal(['0001_first', '0002_second']);
  });

  it('lists the tables with rows that a rollback would lose for ever', async () => {
    await add('0001_first', 'CREATE TABLE a (); CREATE TABLE b ();', '-- Irreplaceable: a, b\nDROP TABLE a, b;');
    await add('0002_second', 'CREATE TABLE c ();', '-- Irreplaceable: c\nDROP TABLE c;');
    await add('0003_third', 'CREATE TABLE d ();', 'DROP TABLE d;');
    await migrate({ databaseUrl, folder });
    expect(await listTablesLostByRollback({ databaseUrl, folder }, 3)).to.deep.equal([]);
    for (const table of ['b', 'c', 'd']) await query(`INSERT INTO ${table} DEFAULT VALUES`);
    const lost = await Promise.all(
      [1, 2, 3, 99].map((steps) => listTablesLostByRollback({ databaseUrl, folder }, steps)),
    );
    expect(lost).to.deep.equal([[], ['c'], ['c', 'b'], ['c', 'b']]);
  });

  it('refuses a migration whose file has changed since it was applied', async () => {
    await add('0001_first', 'CREATE TABLE a (n int);', 'DROP TABLE a;');
    await migrate({ databaseUrl, folder });
    await add('0001_first', 'CREATE TABLE a (n bigint);', 'DROP TABLE a;');
    expect(await outcomeOf(migrate({ databaseUrl, folder }))).to.contain('0001_first has changed');
    expect((await listMigrations({ databaseUrl, folder }))[0]?.file).to.equal('changed');
  });

  it('refuses a database with pending migrations, and accepts one with migrations of a newer build', async () => {
    const db = await connectPostgres(databaseUrl);
    try {
      await add('0001_first', 'SELECT 1;', 'SELECT 1;');
      const refusal = 'The database lacks migrations of this build (0001_first): run irontrack db migrate first.';
      expect(await outcomeOf(ensureMigrated(db, folder))).to.equal(refusal);
      await migrate({ databaseUrl, folder });
      expect(await outcomeOf(ensureMigrated(db, folder))).to.equal('done');
      await add('0002_second', 'SELECT 2;', 'SELECT 2;');
      await add('0003_third', 'SELECT 3;', 'SELECT 3;');
      expect(await outcomeOf(ensureMigrated(db, folder))).to.contain('(0002_second, 0003_third)');
      await migrate({ databaseUrl, folder });
      for (const direction of ['up', 'down']) await rm(join(folder, `0002_second.${direction}.sql`));
      expect(await outcomeOf(ensureMigrated(db, folder))).to.equal('done');
      const status = await listMigrations({ databaseUrl, folder });
      expect(status.map(({ name, file }) => [name, file])).to.deep.equal([
        ['0001_first', 'same'],
        ['0002_second', 'missing'],
        ['0003_third', 'same'],
      ]);
      expect(status.every(({ appliedAt }) => appliedAt !== null)).to.equal(true);
    } finally {
      await db.end();
    }
  });

  it('writes the files of a new migration with the next number', async () => {
    await add('0007_seventh', 'SELECT 1;', 'SELECT 1;');
    const paths = await writeMigrationFiles(folder, 'Weekly volume, per muscle');
    expect(paths).to.deep.equal(
      ['up', 'down'].map((direction) => join(folder, `0008_weekly_volume_per_muscle.${direction}.sql`)),
    );
    expect(await readFile(paths[0] ?? '', 'utf8')).to.equal('-- Weekly volume, per muscle\n');
  });

  it('rolls back and applies again all migrations of this service', async () => {
    const migrations = { databaseUrl, folder: migrationsFolder };
    const names = await migrate(migrations);
    expect(await rollback(migrations, names.length)).to.deep.equal(names.toReversed());
    const left = await query(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`);
    expect(left).to.deep.equal([{ table_name: 'schema_migrations' }]);
    expect(await migrate(migrations)).to.deep.equal(names);
  });
});
