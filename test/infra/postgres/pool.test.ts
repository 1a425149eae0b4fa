import { inspect } from 'node:util';
import { expect } from 'chai';
import pg from 'pg';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { DomainError } from '../../../src/errors.ts';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { newDatabase } from '../../support/databases.ts';

describe('the Postgres pool', () => {
  let url: string;
  let db: DatabasePool;
  const errorOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail('nothing was thrown'),
      (error) => error,
    );

  before(async () => {
    url = await newDatabase();
    db = await connectPostgres(url, { max: 4, applicationName: 'pool test' });
    await db.query(sql.unsafe`CREATE TABLE people (email text PRIMARY KEY, age int CHECK (age > 0))`);
  });
  after(() => db.end());

  it('reads numbers with all digits, and JSON as text', async () => {
    const row = await db.one(sql.unsafe`
      SELECT 9007199254740993::int8 AS whole, 0.10000000000000000001::numeric AS exact, '{"a": 1.0}'::json AS doc,
        '{"a": 1.0}'::jsonb AS docb, '2026-01-10'::date AS day, array[1, 2]::int8[] AS many`);
    expect(row).to.deep.equal({
      ...{ whole: 9007199254740993n, exact: '0.10000000000000000001', doc: '{"a": 1.0}', docb: '{"a": 1.0}' },
      ...{ day: '2026-01-10', many: [1n, 2n] },
    });
  });

  it('reads timestamps as UTC instants with microseconds, whatever the time zone of the session', async () => {
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/New_York']) {
      const { at } = (await db.transaction(async (tx) => {
        await tx.query(sql.unsafe`SELECT set_config('timezone', ${zone}, true)`);
        return tx.one(sql.unsafe`SELECT '2026-01-10T12:00:00.0654Z'::timestamptz AS at`);
      })) as { at: string };
      expect(at).to.equal('2026-01-10T12:00:00.065400Z');
    }
  });

  it('refuses a row that does not fit its schema', async () => {
    const error = await errorOf(db.one(sql.type(z.object({ n: z.string() }))`SELECT 1 AS n`));
    expect(error.message).to.contain('does not fit its schema at: n');
  });

  it('connects with its application name', async () => {
    const name = await db.oneFirst(sql.unsafe`SELECT current_setting('application_name') AS name`);
    expect(name).to.equal('pool test');
  });

  it('never includes a value of a statement or row in an error', async () => {
    const secret = 'ada@example.com';
    await db.query(sql.unsafe`INSERT INTO people VALUES (${secret}, 36)`);
    const errors = await Promise.all([
      errorOf(db.query(sql.unsafe`INSERT INTO people VALUES (${secret}, 36)`)),
      errorOf(db.query(sql.unsafe`INSERT INTO people VALUES (${`2${secret}`}, -1)`)),
      errorOf(db.query(sql.unsafe`SELECT ${secret}::uuid`)),
      errorOf(db.one(sql.unsafe`SELECT FROM people WHERE email = ${`no ${secret}`}`)),
      errorOf(db.transaction((tx) => tx.query(sql.unsafe`INSERT INTO people VALUES (${secret}, 36)`))),
    ]);
    for (const error of errors) expect(inspect(error, { depth: 9, showHidden: true })).not.to.contain(secret);
    expect(errors[0]?.message).to.contain('people_pkey');
  });

  it('rolls back a failed nested transaction, and translates its errors', async () => {
    await db.query(sql.unsafe`CREATE TABLE notes (n int PRIMARY KEY)`);
    const ownError = new Error('own');
    const outcomes = await db.transaction(async (tx) => {
      await tx.query(sql.unsafe`INSERT INTO notes VALUES (1)`);
      return [
        await errorOf(tx.transaction((inner) => inner.query(sql.unsafe`INSERT INTO notes VALUES (1)`))),
        await errorOf(tx.transaction((inner) => inner.transaction(() => Promise.reject(ownError)))),
        await errorOf(
          tx.transaction(async (inner) => {
            await inner.query(sql.unsafe`SELECT set_config('statement_timeout', '20ms', true)`);
            await inner.query(sql.unsafe`SELECT pg_sleep(1)`);
          }),
        ),
      ];
    });
    expect(outcomes[0]?.message).to.contain('23505').and.to.contain('notes_pkey');
    expect(outcomes[1]).to.equal(ownError);
    expect(outcomes[2]).to.include({ code: 'unavailable' });
    expect(await db.anyFirst(sql.unsafe`SELECT n FROM notes`)).to.deep.equal([1]);
  });

  it('throws what the work in a transaction throws', async () => {
    const own = new DomainError('session-ended', 'own');
    expect(await errorOf(db.transaction(() => Promise.reject(own)))).to.equal(own);
  });

  it('reports a refused connection, a lost connection and a lock time-out as unavailable', async () => {
    const unused = new URL(url);
    unused.port = '1';
    const refused = await errorOf(connectPostgres(unused.href));
    const lost = await errorOf(db.query(sql.unsafe`SELECT pg_terminate_backend(pg_backend_pid())`));
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE people');
    const impatient = await connectPostgres(url, { max: 1, statementTimeoutMs: 50 });
    const locked = await errorOf(impatient.query(sql.unsafe`SELECT count(*) FROM people`));
    await Promise.all([impatient.end(), holder.end()]);
    for (const error of [refused, lost, locked]) {
      expect(error).to.be.instanceOf(DomainError).and.to.include({ code: 'unavailable' });
    }
    expect(await db.oneFirst(sql.unsafe`SELECT 1 AS n`)).to.equal(1);
  });
});
