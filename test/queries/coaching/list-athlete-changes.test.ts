import { expect } from 'chai';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { type LanePlaces, listAthleteChanges } from '../../../src/queries/coaching/list-athlete-changes.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';
import { unitCreated, unitIdOf } from '../support/unit-events.ts';

const [coach, other] = [ownerId(9), ownerId(8)] as [AccountId, AccountId];
/** Their lanes differ. */
const [ana, ben, cleo] = [1, 2, 3].map((number) => ownerId(number)) as [AccountId, AccountId, AccountId];
const everything: readonly CoachingPart[] = ['history', 'plans', 'statistics', 'body_data'];
const sessionId = (number: number) => idFor(1, number);

describe('what the athletes of a coach have changed', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [ana, ben, cleo, coach, other]) the.register(account, null);
  });

  const accept = (number: number, athlete: AccountId, scope = everything, expiresAt: string | null = null) => {
    the.invite(number, athlete, coach);
    the.accept(number, athlete, coach, { scope, expiresAt });
  };
  const append = (stream: string, owner: string, type: string, data: object = {}) =>
    void the.log.append({ stream, owner, type, data });
  const start = (number: number, owner: AccountId) => {
    const data = { sessionId: sessionId(number), userId: owner, startedAt: '2026-01-10T08:00:00.000000Z' };
    const facts = { timezone: 'UTC', importId: null, personal: { name: null, notes: null } };
    append(`session-${sessionId(number)}`, owner, 'SessionStarted', { ...data, ...facts });
  };
  const ask = async (after: LanePlaces | null) => {
    await tables.project();
    return listAthleteChanges(tables.reader, { coach, after, requiredPosition: () => 0n });
  };
  /** The athletes with the types and numbers of what they have changed. */
  const told = async (after: LanePlaces | null) =>
    (await ask(after)).athletes.map(({ athleteId, changed }) => [
      [ana, ben, cleo].indexOf(athleteId) + 1,
      ...changed.map(({ type, id, deleted }) => `${type} ${Number(id.slice(-3))}${deleted ? ' deleted' : ''}`),
    ]);

  it('comes after the places of each lane, once, and nothing without places', async () => {
    accept(1, ana);
    accept(2, ben);
    start(1, ana);
    const begun = await ask(null);
    expect(await told(null)).to.deep.equal([[1], [2]]);
    start(2, ben);
    the.log.append(unitCreated(1, ana, 'Day A'));
    expect(await told(begun.next)).to.deep.equal([
      [1, `unit ${Number(unitIdOf(1).slice(-3))}`],
      [2, 'session 2'],
    ]);
    const { next } = await ask(begun.next);
    append(`session-${sessionId(2)}`, ben, 'SessionDeleted');
    expect(await told(next)).to.deep.equal([[1], [2, 'session 2 deleted']]);
    expect(await told((await ask(next)).next)).to.deep.equal([[1], [2]]);
    expect(next.positions).to.have.length(4);
  });

  it('begins anew after places of another layout', async () => {
    accept(1, ana);
    const { next } = await ask(null);
    start(1, ana);
    expect(await told({ ...next, layout: next.layout + 1 })).to.deep.equal([[1]]);
  });

  it('is what the scope allows, and of the discussions those with the coach', async () => {
    accept(1, ana, ['plans', 'statistics']);
    accept(2, ben, ['history']);
    const { next } = await ask(null);
    for (const [number, athlete] of [ana, ben].entries()) {
      start(number, athlete);
      the.log.append(unitCreated(number + 1, athlete, 'Day A'));
      for (const [place, coachId] of [coach, other].entries()) {
        const discussionId = idFor(8, 10 * number + place);
        const data = { discussionId, athleteId: athlete, coachId, sessionId: sessionId(number) };
        append(`discussion-${discussionId}`, athlete, 'DiscussionStarted', data);
      }
    }
    expect(await told(next)).to.deep.equal([
      [1, `unit ${Number(unitIdOf(1).slice(-3))}`],
      [2, 'session 1', 'discussion 10'],
    ]);
  });

  it('is of no athlete whose relationship has ended, has expired or belongs to an inactive account', async () => {
    accept(1, ana);
    accept(2, ben);
    accept(3, cleo, everything, '2026-01-01T00:00:00.000000Z');
    const { next } = await ask(null);
    start(1, ana);
    start(2, ben);
    start(3, cleo);
    the.append(2, ben, 'CoachingEnded', { by: 'athlete' });
    expect(await told(next)).to.deep.equal([[1, 'session 1']]);
    the.ofAccount(ana, 'AccountDeactivated');
    expect(await told(next)).to.deep.equal([]);
  });

  it('tells the latest 200 changes of an athlete, and that there are more', async () => {
    accept(1, ana);
    const { next } = await ask(null);
    for (let number = 1; number <= 201; number += 1) start(number, ana);
    const page = await ask(next);
    expect(page.isTooMuch).to.equal(true);
    expect(page.athletes[0]?.changed).to.have.length(200);
    expect(page.athletes[0]?.changed.at(-1)?.id).to.equal(sessionId(201));
  });
});
