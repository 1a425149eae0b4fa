import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { listGranted } from '../../../src/queries/sharing/list-granted.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { unitCreated, unitIdOf } from '../support/unit-events.ts';

const [owner, other, friend] = [ownerId(1), ownerId(2), ownerId(3)] as [AccountId, AccountId, AccountId];
const plan = `plan-${idFor(8, 1)}`;

describe('the list of what an account has grants for', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  const of = (number: number, type: string, data: object = {}, by: string = owner) =>
    log.append({ type, data, stream: `unit-${unitIdOf(number)}`, owner: by });
  const granted = (position = tables.head()) => listGranted(tables.reader, { account: friend, position });

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
    for (const number of [1, 2, 3]) {
      log.append(unitCreated(number, owner, `Day ${number}`));
      of(number, 'AccessGranted', { accountId: friend, level: 'read' });
    }
    of(1, 'SharingChanged', { status: 'shared' });
    of(2, 'AccessEnded', { accountId: friend });
    of(3, 'UnitDeleted');
    log.append(unitCreated(4, other, 'Of no other'));
    of(4, 'AccessGranted', { accountId: owner, level: 'write' }, other);
    const facts = { difficulty: 'beginner', weeks: 1, repeats: 1, personal: { name: 'Plan', description: null } };
    const data = { planId: plan.slice(5), userId: other, copyOf: null, ...facts };
    log.append({ type: 'PlanCreated', data, stream: plan, owner: other });
    log.append({ type: 'AccessGranted', data: { accountId: friend, level: 'write' }, stream: plan, owner: other });
  });

  it('has units and plans of all owners, also private ones, but nothing that was deleted or has ended', async () => {
    await tables.project();
    expect(await granted()).to.have.deep.members([
      { stream: `unit-${unitIdOf(1)}`, owner },
      { stream: plan, owner: other },
    ]);
  });

  it('waits until all lanes have reached the position', async () => {
    const lanes = [0, 1, 2, 3].filter((lane) => lane !== tables.layout.laneOf(other));
    await tables.project(lanes);
    expect(await refusalOf(granted())).to.equal('read-model-behind');
    await tables.project();
    expect(await refusalOf(granted(tables.head() + 1n))).to.equal('read-model-behind');
    expect(await granted()).to.have.length(2);
  });

  it('waits for parked streams, because a waiting event may be a grant', async () => {
    await tables.project();
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('plans', 1, ${plan}, ${other}, ${tables.head()}, '', '')`);
    expect(await refusalOf(granted())).to.equal('read-model-behind');
  });
});
