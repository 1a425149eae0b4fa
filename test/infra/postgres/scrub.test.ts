import { expect } from 'chai';
import pg from 'pg';
import { sql } from 'slonik';
import { scrubPostgres } from '../../../src/infra/postgres/scrub.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { useDatabase } from '../../support/databases.ts';

describe('removing deleted rows from the files of Postgres', () => {
  const database = useDatabase();
  const warnings: string[] = [];
  const logger = { warn: (message: string) => void warnings.push(message) };
  const scrub = () => scrubPostgres({ databaseUrl: database.url, logger });
  const account = '01900000-0000-7000-8000-000000000001';
  const fileOf = (table: string) => database.db.oneFirst(sql.unsafe`SELECT pg_relation_filenode(${table}::regclass)`);
  const valuesInStatistics = () =>
    database.db.oneFirst(sql.unsafe`
      SELECT count(*) FROM pg_stats WHERE tablename = 'account_keys' AND histogram_bounds IS NOT NULL`);

  /** Waits until a statement of the scrub waits for a lock. */
  const untilWaiting = () =>
    eventually(async () => {
      const waiting = await database.db.oneFirst(sql.unsafe`
        SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'irontrack scrub' AND datname = current_database() AND wait_event_type = 'Lock'`);
      expect(waiting).to.equal(1n);
    });

  it('writes the tables with data of accounts anew, and no other table', async () => {
    const tables = ['account_keys', 'credentials', 'issued_tokens', 'dead_letters', 'accounts_v1', 'root_keys'];
    const before = await Promise.all([...tables, 'lane_layout'].map(fileOf));
    await scrub();
    const after = await Promise.all([...tables, 'lane_layout'].map(fileOf));
    expect(after.map((file, index) => file === before[index])).to.deep.equal([...tables.map(() => false), true]);
    expect(warnings).to.deep.equal([]);
  });

  it('clears the statistics of a table whose last row was deleted, which contain values of the row', async () => {
    await database.db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped)
      SELECT gen_random_uuid(), 'wrapped ' || n FROM generate_series(1, 100) AS n`);
    await database.db.query(sql.unsafe`ANALYZE account_keys`);
    expect(await valuesInStatistics()).not.to.equal(0n);
    await database.db.query(sql.unsafe`DELETE FROM account_keys`);
    await scrub();
    expect(await valuesInStatistics()).to.equal(0n);
  });

  it('begins a new file of the write-ahead log and leaves no older one', async () => {
    await database.db.query(sql.unsafe`
      INSERT INTO account_keys (account_id, wrapped) VALUES (${account}, 'a key') ON CONFLICT DO NOTHING`);
    const current = () => database.db.oneFirst(sql.unsafe`SELECT pg_walfile_name(pg_current_wal_lsn())`);
    const before = String(await current());
    await scrub();
    const files = await database.db.anyFirst(sql.unsafe`SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'`);
    expect(files.map(String).filter((name) => name <= before)).to.deep.equal([]);
  });

  it('takes a lock only briefly while a table is in use, so that other statements do not wait for long', async () => {
    const user = new pg.Client({ connectionString: database.url });
    await user.connect();
    await user.query('BEGIN');
    await user.query('LOCK TABLE account_keys IN ACCESS SHARE MODE');
    const before = await fileOf('account_keys');
    const scrubbed = scrub();
    try {
      await untilWaiting();
      // Waits because of the lock that the scrub asks for, until the scrub gives up for the moment.
      await database.db.query(sql.unsafe`SELECT FROM account_keys`);
      expect(await fileOf('account_keys')).to.equal(before);
    } finally {
      await user.query('COMMIT');
      await user.end();
    }
    await scrubbed;
    expect(await fileOf('account_keys')).not.to.equal(before);
  });

  it('waits for a transaction that can still see deleted rows', async () => {
    const order: string[] = [];
    const reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT FROM account_keys');
    await database.db.query(sql.unsafe`DELETE FROM account_keys`);
    const scrubbed = scrub().then(() => order.push('scrubbed'));
    try {
      await eventually(async () => {
        const scrubs = await database.db.oneFirst(sql.unsafe`
          SELECT count(*) FROM pg_stat_activity
          WHERE application_name = 'irontrack scrub' AND datname = current_database() AND query LIKE '%backend_xmin%'`);
        expect(scrubs).to.equal(1n);
      });
      order.push('committed');
    } finally {
      await reader.query('COMMIT');
      await reader.end();
    }
    await scrubbed;
    expect(order).to.deep.equal(['committed', 'scrubbed']);
  });
});
