import { expect } from 'chai';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { getAccount } from '../../../src/queries/accounts/get-account.ts';
import { type ListAccounts, listAccounts } from '../../../src/queries/accounts/list-accounts.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { accountEvent, erasureOf, foldAccounts, registration } from '../../projections/support/accounts.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { walk } from '../support/walk.ts';

/** Accounts of the test: number, name, email address, day of registration, and whether the account is active. */
const accounts = [
  [1, 'Bea', 'bea@example.com', 5, true],
  [2, 'ädä', 'ada@example.com', 4, true],
  [3, 'Ada', 'zoe.100%@example.com', 3, false],
  [4, null, 'nobody_x@example.com', 2, true],
  [5, 'bea', 'other@bücher.example.com', 2, false],
  [6, 'José \\ 50%', 'jose@example.com', 1, true],
  [7, 'Erased', 'erased@example.com', 1, true],
] as const;
const instantOf = (day: number) => `2026-02-0${day}T12:00:00.000001Z` as Instant;

describe('list accounts', () => {
  const database = useDatabase();
  const log = createMemoryLog();
  let reader: Reader;

  before(async () => {
    for (const [number, name, email, day, isActive] of accounts) {
      log.append(registration(number, { name, email, isActive, at: instantOf(day) }));
    }
    // Gives account 8 a row in the table without a registration: the only event in its stream is a lapsed claim.
    log.append(accountEvent(8, { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } }), erasureOf(7));
    const tables = await createReadTables(database.db, log.all, { lanes: 3 });
    reader = tables.reader;
    await tables.project();
  });

  const pageOf = (change: Partial<ListAccounts> = {}) => {
    const usual = { requiredPosition: () => 0n, orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    return listAccounts(reader, { ...usual, ...change });
  };
  const list = async (change: Partial<ListAccounts> = {}) =>
    JSON.parse((await pageOf(change)).body) as {
      items: { id: string }[];
      total: number;
      limit: number;
      offset: number;
    };
  const numbers = async (change: Partial<ListAccounts> = {}) =>
    (await list(change)).items.map(({ id }) => accounts.find(([number]) => ownerId(number) === id)?.[0]);

  it('sorts accounts by name without case and accents, by email and by creation, then by id', async () => {
    expect(await numbers()).to.deep.equal([2, 3, 1, 5, 6, 4]);
    expect(await numbers({ sortOrder: 'desc' })).to.deep.equal([4, 6, 5, 1, 3, 2]);
    expect(await numbers({ orderBy: 'email' })).to.deep.equal([2, 1, 6, 4, 5, 3]);
    expect(await numbers({ orderBy: 'createdAt' })).to.deep.equal([6, 4, 5, 3, 2, 1]);
    expect(await numbers({ orderBy: 'createdAt', sortOrder: 'desc' })).to.deep.equal([1, 2, 3, 5, 4, 6]);
  });

  it('continues after the last account of a page, also between those without a name', async () => {
    for (const orderBy of ['name', 'email', 'createdAt', 'updatedAt'] as const) {
      for (const sortOrder of ['asc', 'desc'] as const) {
        const all = (await list({ orderBy, sortOrder })).items.map(({ id }) => id);
        for (const limit of [1, 2, 5, 6]) {
          const ids = await walk(limit, (page) => pageOf({ ...page, orderBy, sortOrder }));
          expect(ids, `${orderBy} ${sortOrder} ${limit}`).to.deep.equal(all);
        }
      }
    }
  });

  it('filters accounts by the time of their last change', async () => {
    expect(await numbers({ updatedAfter: instantOf(1) as Instant })).to.have.lengthOf(6);
    expect(await numbers({ updatedAfter: '2999-01-01T00:00:00.000000Z' as Instant })).to.deep.equal([]);
  });

  it('filters accounts by whether they are active', async () => {
    expect(await numbers({ isActive: true })).to.deep.equal([2, 1, 6, 4]);
    expect(await numbers({ isActive: false })).to.deep.equal([3, 5]);
  });

  it('filters accounts by the inclusive time of their registration, to the microsecond', async () => {
    expect(await numbers({ createdAfter: instantOf(4) })).to.deep.equal([2, 1]);
    expect(await numbers({ createdBefore: instantOf(2) })).to.deep.equal([5, 6, 4]);
    expect(await numbers({ createdAfter: instantOf(2), createdBefore: instantOf(2) })).to.deep.equal([5, 4]);
    expect(await numbers({ createdAfter: '2026-02-05T12:00:00.000002Z' as Instant })).to.deep.equal([]);
    expect(await numbers({ createdBefore: '2026-02-01T12:00:00.000000Z' as Instant })).to.deep.equal([]);
    const ends = ['1900-01-01T00:00:00.000000Z', '9999-12-31T23:59:59.999999Z'] as Instant[];
    expect(await numbers({ createdAfter: ends[0], createdBefore: ends[1] })).to.have.length(6);
  });

  it('finds accounts by part of their name or email address, in any case and literally', async () => {
    expect(await numbers({ search: 'BEA' })).to.deep.equal([1, 5]);
    expect(await numbers({ search: 'Other@' })).to.deep.equal([5]);
    expect(await numbers({ search: '%' })).to.deep.equal([3, 6]);
    expect(await numbers({ search: '_' })).to.deep.equal([4]);
    expect(await numbers({ search: '\\' })).to.deep.equal([6]);
    expect(await numbers({ search: 'bücher' })).to.deep.equal([5]);
    expect(await numbers({ search: "'; DROP" })).to.deep.equal([]);
  });

  it('distinguishes accents in a search for accounts, composed or decomposed', async () => {
    expect(await numbers({ search: 'JOSÉ' })).to.deep.equal([6]);
    expect(await numbers({ search: 'jose\u0301' })).to.deep.equal([6]);
    expect(await numbers({ search: 'josé@' })).to.deep.equal([]);
  });

  it('lists accounts for which all filters hold', async () => {
    expect(await numbers({ search: 'bea', isActive: false, createdAfter: instantOf(2) })).to.deep.equal([5]);
    expect(await numbers({ search: 'bea', isActive: false, createdAfter: instantOf(3) })).to.deep.equal([]);
  });

  it('returns the total of accounts on every page and past the last one', async () => {
    const page = await list({ limit: 2, offset: 2 });
    expect(page).to.include({ total: 6, limit: 2, offset: 2 });
    expect(page.items.map(({ id }) => id)).to.deep.equal([ownerId(1), ownerId(5)]);
    expect(await list({ limit: 100, offset: 90_000_000_000 })).to.deep.equal({
      ...{ items: [], total: 6, limit: 100, offset: 90_000_000_000 },
    });
  });

  it('shows accounts, alone and in the list, exactly as commands answer them', async () => {
    const docs = foldAccounts(log.all());
    const [first, second] = [docs[ownerId(2)], docs[ownerId(3)]];
    expect((await pageOf({ limit: 2 })).body).to.equal(`{"items":[${first},${second}],"total":6,"limit":2,"offset":0}`);
    const get = (number: number) =>
      getAccount(reader, { id: ownerId(number) as AccountId, requiredPosition: () => 0n });
    expect(await get(2)).to.deep.equal({ doc: first, revision: 0 });
    for (const number of [7, 8, 9]) expect(await get(number)).to.equal(null);
  });
});
