import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { connectPostgres } from '../../../src/infra/postgres/pool.ts';
import { connectQueryPool, limitEach, type QueryPool } from '../../../src/infra/postgres/query-pool.ts';
import { newDatabase } from '../../support/databases.ts';

describe('the Postgres pool of the queries', () => {
  let url: string;
  let queries: QueryPool;
  let other: DatabasePool;
  before(async () => {
    url = await newDatabase();
    queries = await connectQueryPool(url, { max: 1, limitMs: 100 });
    other = await connectPostgres(url, { max: 1 });
  });
  after(() => Promise.all([queries.end(), other.end()]));

  const slow = sql.unsafe`SELECT pg_sleep(60)`;
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => ({ code: error.code, message: error.message }),
    );
  const refusal = { code: 'unavailable', message: 'Postgres took too long to answer.' };

  it('ends a statement at the limit, and then runs the next one', async () => {
    expect(await refusalOf(queries.db.one(slow))).to.deep.equal(refusal);
    expect(await queries.db.one(sql.unsafe`SELECT 1 AS n`)).to.deep.equal({ n: 1 });
  });

  it('limits each statement by itself where the connection has no limit, as with PgBouncer', async () => {
    const limited = limitEach(other, 100);
    expect(await refusalOf(limited.one(slow))).to.deep.equal(refusal);
    expect(await refusalOf(limited.any(slow))).to.deep.equal(refusal);
    expect(await limited.any(sql.unsafe`SELECT 1 AS n`)).to.deep.equal([{ n: 1 }]);
    expect(await limited.one(sql.unsafe`SELECT current_setting('statement_timeout') AS ms`)).to.deep.equal({
      ms: '100ms',
    });
    expect(await other.one(sql.unsafe`SELECT current_setting('statement_timeout') AS ms`)).to.deep.equal({ ms: '30s' });
  });
});
