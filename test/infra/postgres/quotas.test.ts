import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { perQuota } from '../../../src/events/schemas.ts';
import { createQuotas } from '../../../src/infra/postgres/quotas.ts';
import { holdLock, untilBlocked } from '../../chaos/support/lock.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

const accountsOf = (test: number) => [ownerId(2 * test) as AccountId, ownerId(2 * test + 1) as AccountId] as const;

describe('quotas in Postgres', () => {
  const database = useDatabase();
  let [owner, other] = accountsOf(0);
  let tests = 0;
  beforeEach(() => {
    tests += 1;
    [owner, other] = accountsOf(tests);
  });
  const limits = { ...perQuota(() => 1), exercises: 3, sessions: 0 };
  const item = (number: number, kind: 'exercises' | 'sessions' = 'exercises', of = owner) => ({
    kind,
    owner: of,
    id: idFor(5, number),
  });
  const quotas = () => createQuotas(database.db, limits);
  const usedBy = async (of: AccountId) => (await quotas().read(of)).exercises.used;

  it('counts each item once, for its owner and kind', async () => {
    for (const number of [1, 2, 2, 1]) await quotas().take(item(number));
    await quotas().take(item(3, 'sessions'));
    expect(await quotas().read(owner)).to.deep.equal({
      ...perQuota(() => ({ used: 0, limit: 1 })),
      exercises: { used: 2, limit: 3 },
      sessions: { used: 1, limit: 0 },
    });
    expect(await usedBy(other)).to.equal(0);
  });

  it('refuses what is beyond the limit, and has room again after a release', async () => {
    for (const number of [1, 2, 3]) await quotas().take(item(number));
    expect(await quotas().take(item(4))).to.equal(3);
    expect(await quotas().take(item(3))).to.equal(null);
    for (const _ of [1, 2]) await quotas().release(item(1));
    expect(await usedBy(owner)).to.equal(2);
    expect(await quotas().take(item(4))).to.equal(null);
    expect(await quotas().take(item(5))).to.equal(3);
    expect(await quotas().take(item(5, 'exercises', other))).to.equal(null);
  });

  it('never lets parallel requests pass the limit together', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, number) => quotas().take(item(number))));
    expect(outcomes.filter((limit) => limit === null).length).to.be.within(1, 3);
    expect(new Set(outcomes)).to.deep.equal(new Set([null, 3]));
    expect(await usedBy(owner)).to.equal(outcomes.filter((limit) => limit === null).length);
  });

  it('refuses an item beyond the limit in each of two processes that take it at the same moment', async () => {
    const { db } = database;
    for (const number of [1, 2, 3]) await quotas().take(item(number));
    await db.query(sql.unsafe`
      CREATE FUNCTION block() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN OLD; END $$`);
    await db.query(sql.unsafe`
      CREATE TRIGGER block BEFORE DELETE ON quota_items FOR EACH ROW EXECUTE FUNCTION block()`);
    const release = await holdLock(db, sql.unsafe`SELECT pg_advisory_xact_lock(7)`);
    const first = quotas().take(item(4));
    // The first process has found the item beyond the limit, and has not given its place back yet.
    await untilBlocked(db);
    const second = quotas().take(item(4));
    await Promise.race([second, untilBlocked(db, 2)]);
    await release();
    expect(await Promise.all([first, second])).to.deep.equal([3, 3]);
    expect(await usedBy(owner)).to.equal(3);
    await db.query(sql.unsafe`DROP TRIGGER block ON quota_items`);
  });

  it('counts the items of one account that come while a statement runs with one further statement', async () => {
    let statements = 0;
    const count = <Work extends (...args: never[]) => unknown>(work: Work): Work =>
      ((...args) => {
        statements += 1;
        return work(...args);
      }) as Work;
    const db = { ...database.db, transaction: count(database.db.transaction), query: count(database.db.query) };
    const counting = createQuotas(db, limits);
    const items = Array.from({ length: 20 }, (_, number) => item(number, 'sessions'));
    const first = counting.take(item(99, 'sessions'));
    // The first statement starts in a microtask.
    await Promise.resolve();
    await Promise.all([first, ...items.map(counting.take)]);
    expect((await quotas().read(owner)).sessions.used).to.equal(21);
    await Promise.all(items.map(counting.release));
    expect((await quotas().read(owner)).sessions.used).to.equal(1);
    expect(statements).to.equal(3);
  });

  it('counts an item once that comes twice with one statement', async () => {
    const same = quotas();
    expect(await Promise.all([1, 1, 2, 2, 3, 3, 4, 4].map((number) => same.take(item(number))))).to.deep.equal([
      ...[null, null, null, null, null, null, 3, 3],
    ]);
    expect(await usedBy(owner)).to.equal(3);
  });

  it('counts without a limit where the limit is 0', async () => {
    for (let number = 0; number < 10; number += 1) await quotas().take(item(number, 'sessions'));
    expect((await quotas().read(owner)).sessions).to.deep.equal({ used: 10, limit: 0 });
  });

  it('forgets an owner without changing the counts of others', async () => {
    await quotas().take(item(1));
    await quotas().take(item(2, 'exercises', other));
    await quotas().forget(owner);
    expect([await usedBy(owner), await usedBy(other)]).to.deep.equal([0, 1]);
  });
});
