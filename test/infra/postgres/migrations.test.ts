import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { migrate, rollback } from '../../../src/infra/postgres/migrations/migrate.ts';
import {
  migrationsFolder,
  readMigrations,
  writeMigrationFile,
} from '../../../src/infra/postgres/migrations/migration-files.ts';
import {
  ensureMigrated,
  listMigrations,
  listTablesLostByRollback,
} from '../../../src/infra/postgres/migrations/migration-status.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { newDatabase } from '../../support/databases.ts';

/** The first digits of the checksums of migrations that were applied when each migration was a pair of files. */
const checksumsOfEarlierBuilds = {
  '0001_access': 'fbc87fa828f88769',
  '0002_pipeline': 'b441db0dd1aef3cd',
  '0003_sessions_v1': 'badabd1b02d6381b',
  '0004_imports_v1': '28e9beb2485bc8e5',
  '0005_dead_letters': '960bb07e39529b3d',
  '0006_projection_versions': '9a154775b1edea17',
  '0007_policies': '12cee3b01f6fdbef',
  '0008_accounts': '606a463488b8face',
  '0009_catalogue': '4a4bfd5df56d948d',
  '0010_master_key': 'def4bade0fae3fad',
  '0011_event_macs': '000e128f83e74911',
  '0012_root_keys': '263b324a03fa444e',
  '0013_quotas': 'd4d029a454cbd7fb',
  '0014_personal_tokens': '069f1bfb92235549',
  '0015_time_of_last_change': '5c062cd1ba987c8a',
  '0016_changes_v1': 'e01d7d1ad5e3bab0',
  '0017_webhooks': '5534c82ab4ef05f9',
};

describe('migrations', () => {
  let databaseUrl: string;
  let folder: string;

  beforeEach(async () => {
    databaseUrl = await newDatabase();
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const add = (stem: string, up: string, down: string) =>
    writeFile(join(folder, `${stem}.sql`), `${up}\n-- Down\n${down}`);
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
      await rm(join(folder, '0002_second.sql'));
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

  it('applies a migration without the limit of time that the role has for statements', async () => {
    await add('0001_first', `CREATE TABLE a AS SELECT current_setting('statement_timeout') AS limit_ms;`, '');
    const limited = new URL(databaseUrl);
    limited.searchParams.set('options', '-c statement_timeout=30s');
    await migrate({ databaseUrl: limited.href, folder });
    expect(await query('SELECT limit_ms FROM a')).to.deep.equal([{ limit_ms: '0' }]);
  });

  it('accepts a change of the part that rolls an applied migration back', async () => {
    await add('0001_first', 'CREATE TABLE a (n int);', 'DROP TABLE b;');
    await migrate({ databaseUrl, folder });
    await add('0001_first', 'CREATE TABLE a (n int);', 'DROP TABLE a;');
    expect((await listMigrations({ databaseUrl, folder }))[0]?.file).to.equal('same');
    expect(await rollback({ databaseUrl, folder })).to.deep.equal(['0001_first']);
  });

  it('refuses a file that does not have exactly one line between its parts', async () => {
    for (const text of ['SELECT 1;', 'SELECT 1;\n-- Down\nSELECT 1;\n-- Down\nSELECT 1;']) {
      await writeFile(join(folder, '0001_first.sql'), text);
      expect(await outcomeOf(migrate({ databaseUrl, folder }))).to.contain('needs one line "-- Down"');
    }
  });

  it('writes the file of a new migration with the next number and two parts', async () => {
    await add('0007_seventh', 'SELECT 1;', 'SELECT 1;');
    const path = await writeMigrationFile(folder, 'Weekly volume, per muscle');
    expect(path).to.equal(join(folder, '0008_weekly_volume_per_muscle.sql'));
    expect(await readFile(path, 'utf8')).to.equal('-- Weekly volume, per muscle\n\n-- Down\n');
    expect((await readMigrations(folder)).at(-1)).to.include({ up: '-- Weekly volume, per muscle\n', down: '' });
  });

  it('keeps the checksums that databases of earlier builds contain', async () => {
    const migrations = await readMigrations(migrationsFolder);
    const checksums = migrations.map(({ name, checksum }) => [name, checksum.slice(0, 16)]);
    expect(Object.fromEntries(checksums)).to.include(checksumsOfEarlierBuilds);
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
