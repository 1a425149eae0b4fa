import { expect } from 'chai';
import { sql } from 'slonik';
import { unit } from '../../../src/commands/unit/decider.ts';
import { present, replay } from '../../../src/documents/presence.ts';
import { shownTo } from '../../../src/documents/sharing.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { AccountId, PlanId, UnitId } from '../../../src/events/ids.ts';
import type { RequiredPosition } from '../../../src/ports/lanes.ts';
import { getPlan } from '../../../src/queries/plans/get-plan.ts';
import { type ListPlans, listPlans } from '../../../src/queries/plans/list-plans.ts';
import { getUnit } from '../../../src/queries/units/get-unit.ts';
import { type ListUnits, listUnits } from '../../../src/queries/units/list-units.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { unitCreated, unitExerciseAdded, unitIdOf } from '../support/unit-events.ts';

const [owner, friend, stranger] = [ownerId(1), ownerId(2), ownerId(3)] as [AccountId, AccountId, AccountId];

const planId = idFor(8, 1) as PlanId;

describe('queries for training units of others', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
    for (const accountId of [owner, friend, stranger]) {
      const personal = { email: `${accountId}@example.com`, name: null };
      const data = { accountId, isActive: true, isSuperuser: false, role: 'application-access', personal };
      log.append({ type: 'AccountRegistered', data: { ...data, credentialId: accountId }, ...streamOf(accountId) });
    }
  });

  const streamOf = (account: string) => ({ stream: `account-${account}`, owner: account });
  const of = (number: number, type: string, data: object = {}, by: string = owner) =>
    log.append({ type, data, stream: `unit-${unitIdOf(number)}`, owner: by });
  const share = (number: number, status: string) => of(number, 'SharingChanged', { status });
  const grant = (number: number, level: string, accountId: string = friend) =>
    of(number, 'AccessGranted', { accountId, level });
  const get = async (number: number, by: AccountId, requiredPosition: RequiredPosition = () => 0n) => {
    const found = await getUnit(tables.reader, { id: unitIdOf(number) as UnitId, owner: by, requiredPosition });
    return found && JSON.parse(found.doc);
  };
  const list = async (by: AccountId, question: Partial<ListUnits> = {}) => {
    const usual = { scope: 'shared', orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0 } as const;
    const asked = { ...usual, requiredPosition: () => 0n, owner: by, ...question };
    return JSON.parse((await listUnits(tables.reader, asked)).body).items as readonly Record<string, unknown>[];
  };
  const namesIn = async (by: AccountId, question: Partial<ListUnits> = {}) =>
    (await list(by, question)).map(({ name }) => name);

  it('return a unit to the accounts that it is shared with, as the fold shows it to them', async () => {
    log.append(unitCreated(1, owner, '"access":"owner","grants":[1]'));
    log.append(unitExerciseAdded(1, owner, { exerciseId: null, alternatives: [] }));
    grant(1, 'write');
    await tables.project();
    expect(await get(1, friend)).to.equal(null);
    share(1, 'shared');
    await tables.project();
    const stream = log.all().filter((event) => event.stream === `unit-${unitIdOf(1)}`);
    const { document } = present(unit.presence(replay(unit, stream as unknown as readonly StreamEvent[])), 'unit');
    expect(await get(1, owner)).to.deep.equal(document);
    expect(await get(1, friend)).to.deep.equal(shownTo(document, friend));
    expect(await get(1, stranger)).to.equal(null);
    share(1, 'public');
    await tables.project();
    expect(await get(1, stranger)).to.include({ access: 'read', sharing: 'public' });
  });

  it('return nothing once the unit is private, the grant has ended or the unit is deleted', async () => {
    for (const number of [1, 2, 3]) {
      log.append(unitCreated(number, owner, `Day ${number}`));
      share(number, 'shared');
      grant(number, 'read');
    }
    await tables.project();
    expect(await namesIn(friend)).to.deep.equal(['Day 1', 'Day 2', 'Day 3']);
    share(1, 'private');
    of(2, 'AccessEnded', { accountId: friend });
    of(3, 'UnitDeleted');
    await tables.project();
    for (const number of [1, 2, 3]) expect(await get(number, friend)).to.equal(null);
    expect(await namesIn(friend)).to.deep.equal([]);
  });

  it('return nothing of an account that is inactive or erased', async () => {
    log.append(unitCreated(1, owner, 'Day A'));
    share(1, 'public');
    grant(1, 'write');
    const scopes = ['shared', 'public'] as const;
    const seen = async () => [
      await get(1, friend),
      ...(await Promise.all(scopes.map((scope) => list(friend, { scope })))),
    ];
    log.append({ type: 'AccountDeactivated', data: {}, ...streamOf(owner) });
    await tables.project();
    expect(await seen()).to.deep.equal([null, [], []]);
    log.append({ type: 'AccountReactivated', data: {}, ...streamOf(owner) });
    await tables.project();
    expect((await seen()).flat()).to.have.length(3);
    log.append({ type: 'AccountErased', data: {}, ...streamOf(owner) });
    await tables.project();
    expect(await seen()).to.deep.equal([null, [], []]);
  });

  it('return nothing of a unit with a parked event, which may be the end of the right, but do to its owner', async () => {
    log.append(unitCreated(1, owner, 'Day A'));
    share(1, 'public');
    grant(1, 'read');
    await tables.project();
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('units', 1, ${`unit-${unitIdOf(1)}`}, ${owner}, ${tables.head() + 1n}, '', '')`);
    expect(await get(1, friend)).to.equal(null);
    expect(await list(friend)).to.deep.equal([]);
    expect(await list(friend, { scope: 'public' })).to.deep.equal([]);
    expect(await get(1, owner)).to.include({ name: 'Day A' });
    // An account that needs the parked event, because it has written it, gets no answer instead of a wrong one.
    const needed = () => tables.head() + 1n;
    expect(await refusalOf(get(1, friend, needed))).to.equal('read-model-behind');
  });

  it('wait for what the account has written into the lane of another account', async () => {
    log.append(unitCreated(1, owner, 'Day A'));
    share(1, 'shared');
    grant(1, 'write');
    await tables.project();
    const layout = tables.layout;
    const laneOfOwner = layout.laneOf(owner);
    const written = (lane: number) => (lane === laneOfOwner ? tables.head() + 1n : 0n);
    expect(laneOfOwner).not.to.equal(layout.laneOf(friend));
    expect(await refusalOf(get(1, friend, written))).to.equal('read-model-behind');
    expect(await refusalOf(list(friend, { requiredPosition: written }))).to.equal('read-model-behind');
    expect(await get(1, friend)).to.include({ name: 'Day A' });
  });

  const inPlan = (type: string, data: object = {}) => log.append({ type, data, stream: `plan-${planId}`, owner });
  const getPlanAs = async (by: AccountId) => {
    const found = await getPlan(tables.reader, { id: planId, owner: by, requiredPosition: () => 0n });
    return found && JSON.parse(found.doc);
  };

  it('return a plan with its units to the accounts that the plan is shared with, for reading only', async () => {
    for (const number of [1, 2]) log.append(unitCreated(number, owner, `Day ${number}`));
    grant(1, 'write');
    const facts = { difficulty: 'beginner', weeks: 1, repeats: 1, personal: { name: 'Plan', description: null } };
    inPlan('PlanCreated', { planId, userId: owner, copyOf: null, ...facts });
    inPlan('PlanUnitAdded', { planUnitId: idFor(9, 1), unitId: unitIdOf(1), day: 1, personal: { name: 'Day 1' } });
    inPlan('AccessGranted', { accountId: friend, level: 'write' });
    await tables.project();
    expect(await getPlanAs(friend)).to.equal(null);
    expect(await get(1, friend)).to.equal(null);
    inPlan('SharingChanged', { status: 'shared' });
    await tables.project();
    expect(await getPlanAs(owner)).to.include({ name: 'Plan', access: 'owner' });
    expect(await getPlanAs(friend)).to.deep.include({ name: 'Plan', access: 'write', grants: [] });
    expect(await getPlanAs(stranger)).to.equal(null);
    expect(await get(1, friend)).to.deep.include({ name: 'Day 1', access: 'read', grants: [] });
    expect(await get(2, friend)).to.equal(null);
    expect(await get(1, stranger)).to.equal(null);
    expect(await list(friend)).to.deep.equal([]);
    const plansOf = async (by: AccountId, scope: ListPlans['scope'], search?: string) => {
      const page = { orderBy: 'name', sortOrder: 'asc', limit: 20, offset: 0, requiredPosition: () => 0n } as const;
      return JSON.parse((await listPlans(tables.reader, { ...page, owner: by, scope, search })).body).items;
    };
    expect((await plansOf(friend, 'shared'))[0]).to.include({ name: 'Plan', access: 'write', sharing: 'shared' });
    expect(await plansOf(stranger, 'shared')).to.deep.equal([]);
    expect(await plansOf(stranger, 'public')).to.deep.equal([]);
    inPlan('AccessEnded', { accountId: friend });
    await tables.project();
    expect([await getPlanAs(friend), await get(1, friend)]).to.deep.equal([null, null]);
    inPlan('SharingChanged', { status: 'public' });
    await tables.project();
    expect(await get(1, stranger)).to.include({ name: 'Day 1', access: 'read' });
    expect(await plansOf(stranger, 'public', 'PLA')).to.have.length(1);
    expect(await plansOf(stranger, 'public', 'week')).to.deep.equal([]);
    inPlan('PlanDeleted');
    await tables.project();
    expect([await getPlanAs(stranger), await get(1, stranger)]).to.deep.equal([null, null]);
  });

  it('list what is shared by a grant, and what is public, as summaries with the access', async () => {
    for (const [at, name] of ['Push', 'Pull', 'Legs'].entries()) log.append(unitCreated(at, owner, name));
    log.append(unitCreated(8, friend, 'Own'));
    share(0, 'shared');
    grant(0, 'write');
    share(1, 'public');
    grant(1, 'read');
    share(2, 'public');
    grant(2, 'read', stranger);
    await tables.project();
    expect(await list(friend)).to.have.deep.members([
      ...(await list(owner, { scope: 'mine', search: 'push' })).map((each) => ({ ...each, access: 'write' })),
      ...(await list(owner, { scope: 'mine', search: 'pull' })).map((each) => ({ ...each, access: 'read' })),
    ]);
    expect(await namesIn(friend, { scope: 'public' })).to.deep.equal(['Legs', 'Pull']);
    expect(await namesIn(friend, { scope: 'public', search: 'LEG' })).to.deep.equal(['Legs']);
    expect(await namesIn(friend, { scope: 'mine' })).to.deep.equal(['Own']);
    expect((await list(owner, { scope: 'public' })).map(({ access }) => access)).to.deep.equal(['owner', 'owner']);
    expect(JSON.stringify(await list(friend, { scope: 'public' }))).not.to.include(stranger);
  });
});
