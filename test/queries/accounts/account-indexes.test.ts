import { expect } from 'chai';
import { type CommonQueryMethods, sql } from 'slonik';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { getAccount } from '../../../src/queries/accounts/get-account.ts';
import { type ListAccounts, listAccounts } from '../../../src/queries/accounts/list-accounts.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { pagesReadBy, plansOf } from '../support/statements.ts';
import { insertInBatches, volumeOf } from '../support/volume.ts';

const volume = volumeOf(40_000);

describe('plans of account queries on a realistic volume', function () {
  this.timeout(240_000);
  const database = useDatabase();
  let reader: Awaited<ReturnType<typeof createReadTables>>['reader'];

  before(async () => {
    reader = (await createReadTables(database.db, () => [])).reader;
    await insertInBatches(volume, (from, to) =>
      database.db.query(sql.unsafe`
        INSERT INTO accounts_v1 (id, owner, revision, is_active, created_at, sort_name, sort_email, search_text, doc)
        SELECT id, id, 3, n % 50 <> 0, timestamptz '2020-01-01' + n * interval '20 minutes', name, email,
          name || chr(10) || email, json_build_object('d', repeat('d', 300), 'updatedAt', '2020-01-01T00:00:00.' || lpad(n::text, 6, '0') || 'Z')::text
        FROM generate_series(${from}::int4, ${to}::int4) AS n,
          LATERAL (SELECT gen_random_uuid() AS id, 'name ' || n % 997 AS name, 'user' || n || '@example.com' AS email) AS made`),
    );
    await database.db.query(sql.unsafe`ANALYZE accounts_v1`);
  });

  const usual = { requiredPosition: () => 0n, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
  const lately = `2020-01-01T00:00:00.${String(volume - 10).padStart(6, '0')}Z` as Instant;
  const planBy = async (query: (db: CommonQueryMethods) => Promise<unknown>) =>
    (await plansOf(database.db, query)).join();
  const planOfList = (change: Partial<ListAccounts>) =>
    planBy((db) => listAccounts({ ...reader, db }, { ...usual, ...change }));

  for (const [orderBy, index] of [
    ['name', 'accounts_v1_named'],
    ['email', 'accounts_v1_email'],
    ['createdAt', 'accounts_v1_created'],
    ['updatedAt', 'accounts_v1_updated'],
  ] as const) {
    for (const sortOrder of ['asc', 'desc'] as const) {
      it(`reads a page of accounts sorted by ${orderBy} ${sortOrder} in the order of an index`, async () => {
        for (const isActive of [undefined, true]) {
          const plan = await planOfList({ orderBy, sortOrder, isActive });
          expect(plan).to.contain(`using ${index} on`);
          expect(plan).not.to.match(/Sort Key: (?!page\.place)/);
        }
      });
    }
  }

  for (const [orderBy, key] of [
    ['name', 'name 5'],
    ['email', 'user5'],
    ['createdAt', '2020-03-01T00:00:00.000000Z'],
  ] as const) {
    it(`finds the place after which a page by ${orderBy} begins in an index`, async () => {
      const plan = await planOfList({ orderBy, after: { key, id: ownerId(1) } });
      expect(plan).to.match(/Index Cond:[^"]*ROW\(/);
    });
  }

  it('reads accounts changed since an instant by an index', async () => {
    const plan = await planOfList({ updatedAfter: lately });
    expect(plan)
      .to.match(/updated_at >=/)
      .and.to.contain('accounts_v1_updated')
      .and.not.to.contain('Seq Scan on accounts');
  });

  it('reads accounts of a range of time by an index', async () => {
    const [createdAfter, createdBefore] = ['2020-02-01T12:00:00Z', '2020-02-02T12:00:00Z'] as Instant[];
    const plan = await planOfList({ createdAfter, createdBefore, orderBy: 'createdAt' });
    expect(plan).to.match(/Index Cond:[^"]*created_at <=[^"]*created_at >=/);
    expect(plan).not.to.contain('Seq Scan on accounts');
  });

  it('reads accounts that match a search by an index', async () => {
    const plan = await planOfList({ search: 'user4711@' });
    expect(plan).to.contain('Bitmap Index Scan on accounts_v1_searched').and.not.contain('Seq Scan on accounts');
  });

  it('reads one account by the primary key', async () => {
    const question = { id: ownerId(1) as AccountId, requiredPosition: () => 0n };
    const plan = await planBy((db) => getAccount({ ...reader, db }, question));
    expect(plan).to.contain('accounts_v1_pkey').and.not.to.contain('Seq Scan on accounts');
  });

  it('reads at most four pages of the database for each account that matches a search', async () => {
    const count = Array.from({ length: volume }, (_, at) => String(at + 1)).filter((n) => n.startsWith('11')).length;
    const pages = await pagesReadBy(database.db, async (db) => {
      const { body } = await listAccounts({ ...reader, db }, { ...usual, offset: 20, search: 'user11' });
      expect(JSON.parse(body.replace(/"items":\[.*\],/, '')).total).to.equal(count);
    });
    expect(pages).to.be.lessThan(4 * count);
  });
});
