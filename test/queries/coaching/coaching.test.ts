import { expect } from 'chai';
import { sql } from 'slonik';
import type { AccountId } from '../../../src/events/ids.ts';
import { getCoaching } from '../../../src/queries/coaching/get-coaching.ts';
import { type ListCoachings, listCoachings } from '../../../src/queries/coaching/list-coachings.ts';
import { listOpenCoachings } from '../../../src/queries/coaching/list-open-coachings.ts';
import { ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, coachingIdOf, createCoachingLog, emailOf } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const [athlete, coach, stranger] = [ownerId(1), ownerId(2), ownerId(3)] as [AccountId, AccountId, AccountId];
const requiredPosition = () => 0n;

describe('queries for coaching relationships', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    the.register(athlete, 'Ana');
    the.register(coach, 'Carl');
    the.register(stranger, null);
  });

  const get = async (number: number, caller: AccountId) => {
    const found = await getCoaching(tables.reader, { id: coachingIdOf(number), caller, requiredPosition });
    return found && JSON.parse(found.doc);
  };
  const list = async (caller: AccountId, as: ListCoachings['as'], question: Partial<ListCoachings> = {}) => {
    const asked = { ...{ caller, as, requiredPosition, sortOrder: 'asc', limit: 20, offset: 0 }, ...question } as const;
    return JSON.parse((await listCoachings(tables.reader, asked as ListCoachings)).body).items;
  };
  const idsIn = async (...of: Parameters<typeof list>) => (await list(...of)).map(({ id }: { id: string }) => id);
  const ana = { name: 'Ana', email: emailOf(athlete) };
  const carl = { name: 'Carl', email: emailOf(coach) };

  it('show an invitation to both sides, and the account of the coach to the athlete once it is accepted', async () => {
    the.invite(1, athlete, coach);
    the.invite(2, athlete, null);
    await tables.project();
    const [known, unknown] = await list(athlete, 'athlete');
    expect(known).to.deep.include({ coachId: null, coach: null, athlete: ana, message: 'Hello' });
    expect({ ...known, id: 0, email: 0 }).to.deep.equal({ ...unknown, id: 0, email: 0 });
    expect(await get(1, athlete)).to.deep.equal(known);
    expect(await get(1, coach)).to.deep.equal({ ...known, coachId: coach, coach: carl });
    expect(await list(coach, 'coach')).to.deep.equal([await get(1, coach)]);
    the.accept(1, athlete, coach);
    await tables.project();
    expect(await get(1, athlete)).to.deep.include({ status: 'active', coachId: coach, coach: carl });
  });

  it('show a request to the athlete, and to the coach once it is accepted', async () => {
    the.ask(1, athlete, coach);
    await tables.project();
    expect(await get(1, coach)).to.equal(null);
    expect(await list(coach, 'coach')).to.deep.equal([]);
    expect(await get(1, athlete)).to.deep.include({ askedBy: 'coach', coachId: coach, coach: carl });
    the.append(1, athlete, 'CoachingDeclined');
    await tables.project();
    expect(await get(1, coach)).to.equal(null);
    the.ask(2, athlete, coach);
    the.accept(2, athlete, coach);
    await tables.project();
    expect(await idsIn(coach, 'coach')).to.deep.equal([coachingIdOf(2)]);
    expect(await idsIn(athlete, 'athlete', { status: 'declined' })).to.deep.equal([coachingIdOf(1)]);
  });

  it('show nothing to other accounts, and all to superusers without messages', async () => {
    the.invite(1, athlete, coach);
    await tables.project();
    expect(await get(1, stranger)).to.equal(null);
    expect(await list(stranger, 'athlete')).to.deep.equal([]);
    expect(await list(stranger, 'coach')).to.deep.equal([]);
    const [seen] = await list(stranger, 'superuser');
    expect(seen).to.deep.include({ id: coachingIdOf(1), message: null, coachId: coach, athlete: ana, coach: carl });
  });

  it('show no name and address any more once it is over', async () => {
    the.invite(1, athlete, coach);
    the.accept(1, athlete, coach);
    the.append(1, athlete, 'CoachingEnded', { by: 'coach' });
    await tables.project();
    for (const by of [athlete, coach]) {
      expect(await get(1, by)).to.deep.include({ status: 'ended', endedBy: 'coach', athlete: null, coach: null });
    }
  });

  it('change the ETag with the name of the other side', async () => {
    the.invite(1, athlete, coach);
    the.accept(1, athlete, coach);
    await tables.project();
    const tag = async () =>
      (await getCoaching(tables.reader, { id: coachingIdOf(1), caller: athlete, requiredPosition }))?.joined;
    const before = await tag();
    the.ofAccount(coach, 'AccountRenamed', { personal: { name: 'Karl' } });
    await tables.project();
    expect(await get(1, athlete)).to.have.nested.property('coach.name', 'Karl');
    expect(before)
      .to.match(/^\d+$/)
      .and.not.to.equal(await tag());
  });

  it('hide from the coach what belongs to an account that is inactive or erased, and what is parked', async () => {
    the.invite(1, athlete, coach);
    the.accept(1, athlete, coach);
    the.ofAccount(athlete, 'AccountDeactivated');
    await tables.project();
    expect([await get(1, coach), await list(coach, 'coach')]).to.deep.equal([null, []]);
    the.ofAccount(athlete, 'AccountReactivated');
    await tables.project();
    expect(await get(1, coach)).not.to.equal(null);
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('coachings', 1, ${`coaching-${coachingIdOf(1)}`}, ${athlete}, ${tables.head() + 1n}, '', '')`);
    expect([await get(1, coach), await list(coach, 'coach')]).to.deep.equal([null, []]);
    await database.db.query(sql.unsafe`DELETE FROM parked_streams`);
    the.ofAccount(athlete, 'AccountErased');
    await tables.project();
    expect([await get(1, coach), await list(stranger, 'superuser')]).to.deep.equal([null, []]);
  });

  it('list what is open with a coach, also requests that were not answered', async () => {
    for (const number of [1, 2, 3]) the.invite(number, athlete, coach);
    the.accept(2, athlete, coach);
    the.append(3, athlete, 'CoachingDeclined');
    the.ask(4, stranger, coach);
    the.invite(5, coach, athlete);
    await tables.project();
    const found = await listOpenCoachings(tables.reader, { coach, position: 0n });
    expect(found.toSorted((one, other) => (one.id < other.id ? -1 : 1))).to.deep.equal([
      { id: coachingIdOf(1), athlete },
      { id: coachingIdOf(2), athlete },
      { id: coachingIdOf(4), athlete: stranger },
    ]);
    expect(await listOpenCoachings(tables.reader, { coach: stranger, position: 0n })).to.deep.equal([]);
  });
});
