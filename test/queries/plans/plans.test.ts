import { expect } from 'chai';
import type { AccountId, UnitId } from '../../../src/events/ids.ts';
import { type ListPlans, listPlans } from '../../../src/queries/plans/list-plans.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';

const [owner, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];
const unit = (number: number) => idFor(6, number) as UnitId;

describe('the list of training plans', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const write = (number: number, type: string, data: object = {}, of: AccountId = owner) =>
    log.append({ type, data, stream: `plan-${idFor(8, number)}`, owner: of });
  const create = (number: number, name: string, difficulty = 'beginner', of: AccountId = owner) => {
    const facts = { difficulty, weeks: 1, repeats: 1, personal: { name, description: null } };
    write(number, 'PlanCreated', { planId: idFor(8, number), userId: of, copyOf: null, ...facts }, of);
  };
  const use = (number: number, unitId: UnitId) =>
    write(number, 'PlanUnitAdded', { planUnitId: idFor(9, number), unitId, day: 1, personal: { name: 'Day' } });
  const list = async (question: Partial<ListPlans> = {}) => {
    const usual = {
      scope: 'mine',
      orderBy: 'name',
      sortOrder: 'asc',
      limit: 20,
      offset: 0,
      requiredPosition: () => 0n,
    } as const;
    return JSON.parse((await listPlans(tables.reader, { owner, ...usual, ...question })).body);
  };
  const namesIn = async (question: Partial<ListPlans> = {}) =>
    (await list(question)).items.map(({ name }: { name: string }) => name);

  it('has the plans of an account by name, in any case, as summaries', async () => {
    for (const [at, name] of ['b', 'Ä', 'C'].entries()) create(at, name);
    create(9, 'other', 'expert', stranger);
    create(8, 'deleted');
    write(8, 'PlanDeleted');
    await tables.project();
    const { total, items } = await list();
    expect([total, items.map(({ name }: { name: string }) => name)]).to.deep.equal([3, ['Ä', 'b', 'C']]);
    expect(items[0]).to.have.all.keys(
      ...['id', 'name', 'description', 'difficulty', 'weeks', 'repeats', 'archivedAt', 'copyOf', 'unitCount'],
      ...['userId', 'access', 'sharing', 'revision', 'createdAt', 'updatedAt'],
    );
    expect(await namesIn({ sortOrder: 'desc', limit: 1, offset: 1 })).to.deep.equal(['b']);
  });

  it('is filtered by a part of the name, archived, difficulty, a unit and the time of the last change', async () => {
    create(1, 'Push 100%');
    create(2, 'push', 'expert');
    create(3, 'Pull');
    use(1, unit(1));
    use(2, unit(2));
    write(3, 'PlanArchived');
    await tables.project();
    expect(await namesIn({ search: 'PUSH' })).to.deep.equal(['push', 'Push 100%']);
    expect(await namesIn({ search: '0%' })).to.deep.equal(['Push 100%']);
    expect(await namesIn({ archived: true })).to.deep.equal(['Pull']);
    expect(await namesIn({ archived: false, difficulty: 'expert' })).to.deep.equal(['push']);
    expect(await namesIn({ unitId: unit(1) })).to.deep.equal(['Push 100%']);
    expect(await namesIn({ unitId: unit(9) })).to.deep.equal([]);
    const { updatedAt } = (await list({ archived: true })).items[0];
    expect(await namesIn({ updatedAfter: updatedAt, orderBy: 'updatedAt' })).to.include('Pull');
    expect(await namesIn({ updatedAfter: '2999-01-01T00:00:00.000000Z' as never })).to.deep.equal([]);
  });

  it('waits for the writes of the account, and refuses to answer without them', async () => {
    create(1, 'Plan');
    expect(await refusalOf(list({ requiredPosition: () => tables.head() }))).to.equal('read-model-behind');
  });
});
