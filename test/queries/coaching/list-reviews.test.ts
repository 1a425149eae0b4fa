import { expect } from 'chai';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { listNoted } from '../../../src/queries/coaching/list-noted.ts';
import { listReviews } from '../../../src/queries/coaching/list-reviews.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';
import { unitCreated, unitIdOf } from '../support/unit-events.ts';

const coach = ownerId(9) as AccountId;
const [ana, ben, cleo] = [1, 2, 3].map((number) => ownerId(number)) as [AccountId, AccountId, AccountId];
const everything: readonly CoachingPart[] = ['history', 'plans', 'statistics', 'body_data'];
const requiredPosition = () => 0n;
const sessionId = (number: number) => idFor(1, number);

describe('what is new of the athletes of a coach', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [ana, ben, cleo, coach]) the.register(account, `Name of ${account}`);
  });

  const accept = (number: number, athlete: AccountId, scope = everything, expiresAt: string | null = null) => {
    the.invite(number, athlete, coach);
    the.accept(number, athlete, coach, { scope, expiresAt });
  };
  const append = (stream: string, owner: string, type: string, data: object, more: object = {}) =>
    the.log.append({ stream, owner, type, data, ...more })[0]?.position ?? 0n;
  const start = (number: number, owner: AccountId) => {
    const data = { sessionId: sessionId(number), userId: owner, startedAt: '2026-01-10T08:00:00.000000Z' };
    const facts = { timezone: 'UTC', importId: null, personal: { name: null, notes: null } };
    return append(`session-${sessionId(number)}`, owner, 'SessionStarted', { ...data, ...facts });
  };
  const rename = (number: number, owner: AccountId, more: object = {}) => {
    const data = { personal: { name: `Name ${number}` }, correction: false };
    return append(`session-${sessionId(number)}`, owner, 'SessionRenamed', data, more);
  };
  const look = (athleteId: AccountId, to: bigint) => {
    const watchId = idFor(4, 1);
    append(`watch-${watchId}`, coach, 'WatchCreated', { watchId, coachId: coach, athleteId });
    append(`watch-${watchId}`, coach, 'ChangesReviewed', { to: String(to) });
  };
  const ask = async (athlete?: AccountId) => {
    await tables.project();
    return listReviews(tables.reader, { coach, requiredPosition, ...(athlete && { athlete }) });
  };
  const thingsOf = async (athlete: AccountId) => {
    const [found] = await ask(athlete);
    return found?.things.map(({ kind, id, events, isCreated }) => [kind, id, events, isCreated]);
  };

  it('is each thing with events since the relationship was accepted, the oldest first', async () => {
    start(1, ana);
    accept(1, ana);
    start(2, ana);
    rename(1, ana);
    the.log.append(unitCreated(1, ana, 'Day A'));
    rename(2, ana, { at: '2026-01-11T12:00:00.000000Z' });
    const [found] = await ask(ana);
    expect(await thingsOf(ana)).to.deep.equal([
      ['session', sessionId(1), 1, false],
      ['unit', unitIdOf(1), 1, true],
      ['session', sessionId(2), 2, true],
    ]);
    expect(found?.things.at(-1)).to.deep.include({
      firstAt: '2026-01-10T12:00:00.000000Z',
      lastAt: '2026-01-11T12:00:00.000000Z',
      last: found?.to,
    });
    expect(found).to.deep.include({ more: false, end: found?.to, name: `Name of ${ana}` });
  });

  it('is what came after the place up to which the coach has looked, and of others than the coach', async () => {
    accept(1, ana);
    start(1, ana);
    const place = rename(1, ana);
    start(2, ana);
    rename(1, ana, { actor: coach });
    look(ana, place);
    expect(await thingsOf(ana)).to.deep.equal([['session', sessionId(2), 1, true]]);
    expect((await ask(ana))[0]?.since).to.equal(String(place));
  });

  it('has only kinds that the scope allows', async () => {
    accept(1, ana, ['plans', 'statistics']);
    start(1, ana);
    expect(await thingsOf(ana)).to.deep.equal([]);
    the.log.append(unitCreated(1, ana, 'Day A'));
    expect(await thingsOf(ana)).to.deep.equal([['unit', unitIdOf(1), 1, true]]);
    the.append(1, ana, 'CoachingTermsChanged', { scope: ['history'], expiresAt: null });
    expect(await thingsOf(ana)).to.deep.equal([['session', sessionId(1), 1, true]]);
  });

  it('is told of athletes whose relationship is accepted and valid, the latest change first', async () => {
    accept(1, ana);
    accept(2, ben);
    accept(3, cleo, everything, '2026-01-01T00:00:00.000000Z');
    start(1, ana);
    start(2, ben);
    start(3, cleo);
    expect((await ask()).map(({ athleteId }) => athleteId)).to.deep.equal([ben, ana]);
    the.append(2, ben, 'CoachingEnded', { by: 'athlete' });
    expect((await ask()).map(({ athleteId }) => athleteId)).to.deep.equal([ana]);
    the.ofAccount(ana, 'AccountDeactivated', {});
    expect(await ask()).to.deep.equal([]);
  });

  it('tells who has notes on an athlete, for the erasure of the athlete', async () => {
    const write = (number: number, owner: AccountId, athleteId: AccountId, text: string | null) => {
      const watchId = idFor(4, number);
      append(`watch-${watchId}`, owner, 'WatchCreated', { watchId, coachId: owner, athleteId });
      return append(`watch-${watchId}`, owner, 'NotesChanged', { athleteId, personal: { text } });
    };
    write(1, coach, ana, 'Mornings');
    write(2, ben, ana, null);
    const position = write(3, coach, ben, 'Evenings');
    await tables.project();
    expect(await listNoted(tables.reader, { athlete: ana, position })).to.deep.equal([{ id: idFor(4, 1), coach }]);
    expect(await listNoted(tables.reader, { athlete: cleo, position })).to.deep.equal([]);
  });

  it('is complete up to a place, after which more follows, when there are very many events', async () => {
    accept(1, ana);
    start(1, ana);
    const positions = Array.from({ length: 1005 }, () => rename(1, ana));
    const [first] = await ask(ana);
    expect(first).to.deep.include({ more: true, to: String(positions[998]) });
    expect(first?.things[0]?.events).to.equal(1000);
    look(ana, positions[998] ?? 0n);
    const [next] = await ask(ana);
    expect(next).to.deep.include({ more: false, to: String(positions[1004]) });
    expect(next?.things[0]?.events).to.equal(6);
  });
});
