import { expect } from 'chai';
import { type DatabasePool, type QuerySqlToken, sql } from 'slonik';
import { connectPostgres, type PostgresOptions } from '../../../src/infra/postgres/pool.ts';
import { newDatabase } from '../../support/databases.ts';

describe('prepared statements', () => {
  let url: string;
  before(async () => {
    url = await newDatabase();
  });

  /** Connects with one connection, so that all statements use the same one. */
  const connect = async (options: PostgresOptions = {}) => {
    const db = await connectPostgres(url, { max: 1, ...options });
    return Object.assign(db, { [Symbol.asyncDispose]: () => db.end() });
  };
  const namesIn = async (db: DatabasePool): Promise<number> =>
    Number(
      await db.oneFirst(
        sql.unsafe`SELECT count(*) FROM pg_prepared_statements WHERE statement NOT LIKE '%names in%' --names in`,
      ),
    );
  const repeat = async (db: Pick<DatabasePool, 'any'>, statement: QuerySqlToken) => {
    for (let use = 0; use < 3; use += 1) await db.any(statement);
    return db.any(statement);
  };

  it('keeps a statement prepared from its second use on', async () => {
    await using db = await connect();
    await db.any(sql.unsafe`SELECT ${1}::int4 AS n`);
    expect(await namesIn(db)).to.equal(0);
    expect(await repeat(db, sql.unsafe`SELECT ${2}::int4 AS n`)).to.deep.equal([{ n: 2 }]);
    expect(await namesIn(db)).to.equal(1);
  });

  it('keeps none when they are switched off', async () => {
    await using db = await connect({ preparesStatements: false });
    await repeat(db, sql.unsafe`SELECT 1 AS n`);
    expect(await namesIn(db)).to.equal(0);
  });

  it('repeats statements and transactions whose columns a migration has changed', async () => {
    await using db = await connect();
    await db.query(sql.unsafe`CREATE TABLE things (n int4)`);
    const [all, once] = [sql.unsafe`SELECT * FROM things`, sql.unsafe`SELECT things.* FROM things`];
    await db.query(sql.unsafe`INSERT INTO things VALUES (1)`);
    await repeat(db, all);
    await repeat(db, once);
    await db.query(sql.unsafe`ALTER TABLE things ADD COLUMN text text`);
    expect(await db.any(all)).to.deep.equal([{ n: 1, text: null }]);
    await db.query(sql.unsafe`ALTER TABLE things DROP COLUMN text`);
    const rows = await db.transaction(async (tx) => [await tx.any(all), await tx.any(once)]);
    expect(rows).to.deep.equal([[{ n: 1 }], [{ n: 1 }]]);
  });

  it('goes on without them when the pooler loses them', async () => {
    const reasons: string[] = [];
    await using db = await connect({ onLost: (reason) => reasons.push(reason) });
    const one = sql.unsafe`SELECT 1 AS one`;
    await repeat(db, one);
    await db.query(sql.unsafe`DEALLOCATE ALL`);
    expect(await db.any(one)).to.deep.equal([{ one: 1 }]);
    expect(await db.transaction((tx) => repeat(tx, sql.unsafe`SELECT 2 AS two`))).to.deep.equal([{ two: 2 }]);
    expect(await namesIn(db)).to.equal(0);
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.contain('DATABASE_PREPARED_STATEMENTS=off');
  });
});
