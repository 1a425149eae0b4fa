import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { layoutOf } from '../../../src/projections/core/lanes.ts';
import { getAccount } from '../../../src/queries/accounts/get-account.ts';
import { type ListAccounts, listAccounts } from '../../../src/queries/accounts/list-accounts.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { erasureOf, foldedAccounts, onAccount, registration } from '../../projections/support/accounts.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../../projections/support/tables.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { planIn } from '../support/plans.ts';

type Envelope = { items: { id: string; name: string | null }[]; total: number; limit: number; offset: number };

/** Number, name, address, day of registration, whether active. */
const stories = [
  [1, 'Bea', 'bea@example.com', 5, true],
  [2, 'ädä', 'ada@example.com', 4, true],
  [3, 'Ada', 'zoe.100%@example.com', 3, false],
  [4, null, 'nobody_x@example.com', 2, true],
  [5, 'bea', 'other@bücher.example.com', 2, false],
  [6, 'José \\ 50%', 'jose@example.com', 1, true],
  [7, 'Erased', 'erased@example.com', 1, true],
] as const;
const dayOf = (day: number) => `2026-02-0${day}T12:00:00.000001Z` as Instant;

describe('the list of accounts', () => {
  const database = useDatabase();
  const log = memoryLog();
  let layout: Layout;
  let reader: Reader;

  before(async () => {
    layout = await reset(database.db, 3);
    reader = { db: database.db, locator: firstVersions(layoutOf(1, 3)), watch: watchCheckpoints(database.db) };
    for (const [number, name, email, day, isActive] of stories) {
      log.append(registration(number, { name, email, isActive, at: dayOf(day) }));
    }
    // A place in the table, but nobody who has registered.
    log.append(onAccount(8, { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } }), erasureOf(7));
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
    const to = await log.head();
    for (let lane = 0; lane < 3; lane += 1) await work({ layout: 1, lane, from: to, to, mark: null, events: [] });
  });

  const list = async (change: Partial<ListAccounts> = {}): Promise<Envelope> => {
    const standard = { requiredPosition: () => 0n, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    return JSON.parse(await listAccounts(reader, { ...standard, ...change }));
  };
  const numbers = async (change: Partial<ListAccounts> = {}) =>
    (await list(change)).items.map(({ id }) => stories.find(([number]) => ownerId(number) === id)?.[0]);

  it('sorts by name without regard to case and accents, address and creation, with the id as last key', async () => {
    expect(await numbers()).to.deep.equal([2, 3, 1, 5, 6, 4]);
    expect(await numbers({ sortOrder: 'desc' })).to.deep.equal([4, 6, 5, 1, 3, 2]);
    expect(await numbers({ orderBy: 'email' })).to.deep.equal([2, 1, 6, 4, 5, 3]);
    expect(await numbers({ orderBy: 'createdAt' })).to.deep.equal([6, 4, 5, 3, 2, 1]);
    expect(await numbers({ orderBy: 'createdAt', sortOrder: 'desc' })).to.deep.equal([1, 2, 3, 5, 4, 6]);
  });

  it('filters by whether they are active', async () => {
    expect(await numbers({ isActive: true })).to.deep.equal([2, 1, 6, 4]);
    expect(await numbers({ isActive: false })).to.deep.equal([3, 5]);
  });

  it('filters by the time of registration, both ends included, to the microsecond', async () => {
    expect(await numbers({ createdAfter: dayOf(4) })).to.deep.equal([2, 1]);
    expect(await numbers({ createdBefore: dayOf(2) })).to.deep.equal([5, 6, 4]);
    expect(await numbers({ createdAfter: dayOf(2), createdBefore: dayOf(2) })).to.deep.equal([5, 4]);
    expect(await numbers({ createdAfter: '2026-02-05T12:00:00.000002Z' as Instant })).to.deep.equal([]);
    expect(await numbers({ createdBefore: '2026-02-01T12:00:00.000000Z' as Instant })).to.deep.equal([]);
    const ends = ['1900-01-01T00:00:00.000000Z', '9999-12-31T23:59:59.999999Z'] as Instant[];
    expect(await numbers({ createdAfter: ends[0], createdBefore: ends[1] })).to.have.length(6);
  });

  it('searches names and addresses, in any case, literally', async () => {
    expect(await numbers({ search: 'BEA' })).to.deep.equal([1, 5]);
    expect(await numbers({ search: 'Other@' })).to.deep.equal([5]);
    expect(await numbers({ search: '%' })).to.deep.equal([3, 6]);
    expect(await numbers({ search: '_' })).to.deep.equal([4]);
    expect(await numbers({ search: '\\' })).to.deep.equal([6]);
    expect(await numbers({ search: 'bücher' })).to.deep.equal([5]);
    expect(await numbers({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('tells accents apart in a search, however they are written', async () => {
    expect(await numbers({ search: 'JOSÉ' })).to.deep.equal([6]);
    expect(await numbers({ search: 'jose\u0301' })).to.deep.equal([6]);
    expect(await numbers({ search: 'josé@' })).to.deep.equal([]);
  });

  it('takes all filters together', async () => {
    expect(await numbers({ search: 'bea', isActive: false, createdAfter: dayOf(2) })).to.deep.equal([5]);
    expect(await numbers({ search: 'bea', isActive: false, createdAfter: dayOf(3) })).to.deep.equal([]);
  });

  it('pages, with the real total also past the end', async () => {
    const page = await list({ limit: 2, offset: 2 });
    expect(page).to.include({ total: 6, limit: 2, offset: 2 });
    expect(page.items.map(({ id }) => id)).to.deep.equal([ownerId(1), ownerId(5)]);
    expect(await list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
      ...{ items: [], total: 6, limit: 100, offset: 90_000_000_000 },
    });
  });

  it('shows exactly the documents that commands answer, and the same alone', async () => {
    const docs = foldedAccounts(log.all());
    const standard = { requiredPosition: () => 0n, orderBy: 'name', sortOrder: 'asc', limit: 2, offset: 0 } as const;
    const [first, second] = [docs[ownerId(2)], docs[ownerId(3)]];
    expect(await listAccounts(reader, standard)).to.equal(
      `{"items":[${first},${second}],"total":6,"limit":2,"offset":0}`,
    );
    const ask = (number: number) =>
      getAccount(reader, { id: ownerId(number) as AccountId, requiredPosition: () => 0n });
    expect(await ask(2)).to.deep.equal({ doc: first, revision: 0 });
    for (const number of [7, 8, 9]) expect(await ask(number)).to.equal(null);
  });
});

describe('the list of 60,000 accounts', () => {
  const database = useDatabase();
  before(async () => {
    await reset(database.db, 4);
    await database.db.query(sql.unsafe`
      INSERT INTO accounts_v1 (id, owner, revision, is_active, created_at, sort_name, sort_email, search_text, doc)
      SELECT id, id, 3, n % 50 <> 0, timestamptz '2020-01-01' + n * interval '20 minutes', name, email,
        name || chr(10) || email, repeat('d', 300)
      FROM generate_series(1, 60000) AS n,
        LATERAL (SELECT gen_random_uuid() AS id, 'name ' || n % 997 AS name, 'user' || n || '@example.com' AS email) AS made`);
    await database.db.query(sql.unsafe`ANALYZE accounts_v1`);
  });

  const reading = { locator: firstVersions(layoutOf(1, 4)) };
  const standard = { requiredPosition: () => 0n, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
  const planOf = (change: Partial<ListAccounts>) =>
    planIn(database.db, (db) =>
      listAccounts({ ...reading, db, watch: watchCheckpoints(db) }, { ...standard, ...change }),
    );

  for (const [orderBy, index] of [
    ['name', 'accounts_v1_named'],
    ['email', 'accounts_v1_email'],
    ['createdAt', 'accounts_v1_created'],
  ] as const) {
    for (const sortOrder of ['asc', 'desc'] as const) {
      it(`pages through the index when sorted by ${orderBy} ${sortOrder}`, async () => {
        for (const isActive of [undefined, true]) {
          const plan = await planOf({ orderBy, sortOrder, isActive });
          expect(plan).to.contain(`using ${index} on`);
          expect(plan).not.to.match(/Sort Key: (?!\(row_number)/);
        }
      });
    }
  }

  it('narrows times and searches down by indexes', async () => {
    const times = { createdAfter: dayOf(1), createdBefore: dayOf(2) };
    const between = await planOf({ ...times, orderBy: 'createdAt' });
    expect(between)
      .to.match(/Index Cond:[^"]*created_at <=[^"]*created_at >=/)
      .and.not.contain('Seq Scan on accounts');
    const found = await planOf({ search: 'user4711@' });
    expect(found).to.contain('Bitmap Index Scan on accounts_v1_searched').and.not.contain('Seq Scan on accounts');
  });

  it('reads one account by its id', async () => {
    const id = ownerId(1) as AccountId;
    const plan = await planIn(database.db, (db) =>
      getAccount({ ...reading, db, watch: watchCheckpoints(db) }, { id, requiredPosition: () => 0n }),
    );
    expect(plan).to.contain('accounts_v1_pkey').and.not.to.contain('Seq Scan on accounts');
  });

  it('answers a search within a fraction of a second', async () => {
    const reader = { ...reading, db: database.db, watch: watchCheckpoints(database.db) };
    const times: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const start = performance.now();
      const body = await listAccounts(reader, { ...standard, offset: round * 20, search: `user${round + 40}` });
      times.push(performance.now() - start);
      expect(body).to.match(/"total":1111,/);
    }
    expect(times.sort((a, b) => a - b)[7]).to.be.lessThan(500);
  });
});
