import { expect } from 'chai';
import { sql } from 'slonik';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { createGetRoster, type KnownRows } from '../../../src/queries/coaching/get-roster.ts';
import { listChangedFacts } from '../../../src/queries/coaching/list-athlete-facts.ts';
import { eventsOfSession, sets, type TestSession } from '../../documents/signals/support/sessions.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const coach = ownerId(9) as AccountId;
const [ana, ben] = [ownerId(1), ownerId(2)] as [AccountId, AccountId];
const everything: readonly CoachingPart[] = ['history', 'plans', 'statistics', 'body_data'];
const noon = '2026-05-20T12:00:00.000000Z' as Instant;
const requiredPosition = () => 0n;

describe('a roster that is asked for again', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;
  let cache: Map<AccountId, KnownRows>;
  /** The athletes whose facts Postgres has returned, for each question. */
  let returned: string[][];

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [ana, ben, coach]) the.register(account, `Name of ${account}`);
    for (const [at, athlete] of [ana, ben].entries()) {
      the.invite(at, athlete, coach);
      the.accept(at, athlete, coach, { scope: everything });
      append(`profile-${athlete}`, athlete, 'ProfileCreated', { userId: athlete });
      train(at, athlete, { day: 120, entries: [{ exercise: 1, sets: sets(3, 100, 5) }], notes: 'Knee pain' });
    }
    await tables.project();
    [cache, returned] = [new Map(), []];
  });

  const append = (stream: string, owner: string, type: string, data: object) =>
    void the.log.append({ stream, owner, type, data });
  const train = (number: number, owner: AccountId, session: TestSession) => {
    for (const { type, data, at, occurredAt } of eventsOfSession(session, number, owner)) {
      the.log.append({ type, data, at, occurredAt, owner, stream: `session-${idFor(1, number)}` });
    }
  };
  const watch = (stream: number, athleteId: AccountId | null, type: string, data: object) => {
    const watchId = idFor(4, stream);
    append(`watch-${watchId}`, coach, 'WatchCreated', { watchId, coachId: coach, athleteId });
    append(`watch-${watchId}`, coach, type, data);
  };
  const zoneOfAna = (timezone: string) =>
    append(`profile-${ana}`, ana, 'PreferencesChanged', { unit: 'kg', timezone, firstDayOfWeek: 'monday' });

  async function ask(now = noon, kept = cache) {
    const getRoster = createGetRoster({
      rosterCache: kept,
      queries: {
        async listChangedFacts(question) {
          const found = [...(await listChangedFacts(tables.reader, question))];
          returned.push(found.flatMap(({ athleteId, facts }) => (facts ? [athleteId] : [])).sort());
          return found;
        },
      },
    });
    return getRoster({ coach, now, requiredPosition });
  }
  /** Asks again, and compares the answer with that of a process that has kept nothing. */
  async function askAgain(now = noon) {
    const roster = await ask(now);
    const last = returned.at(-1);
    expect(roster).to.deep.equal(await ask(now, new Map()));
    return last;
  }

  it('reads no facts that have not changed, and answers the same', async () => {
    const first = await ask();
    expect(first.map(({ signals }) => signals.length > 0)).to.deep.equal([true, true]);
    expect(returned).to.deep.equal([[ana, ben]]);
    expect(await askAgain()).to.deep.equal([]);
  });

  const pain = { kind: 'pain_note', subject: idFor(1, 0), strength: 9, until: '2026-05-20' };
  const changes: readonly (readonly [what: string, change: () => void, athletes: readonly AccountId[]])[] = [
    ['a session', () => train(3, ben, { day: 121, entries: [{ exercise: 2, sets: sets(1, 50, 5) }] }), [ben]],
    ['a deletion', () => append(`session-${idFor(1, 0)}`, ana, 'SessionDeleted', {}), [ana]],
    [
      'the thresholds for all',
      () => watch(1, null, 'ThresholdsChanged', { thresholds: { silentDays: 1 } }),
      [ana, ben],
    ],
    ['the thresholds for one', () => watch(2, ben, 'ThresholdsChanged', { thresholds: { silentDays: 1 } }), [ben]],
    ['a mark', () => watch(3, ana, 'SignalsSeen', { marks: [pain] }), [ana]],
    ['the scope', () => the.append(0, ana, 'CoachingTermsChanged', { scope: ['statistics'], expiresAt: null }), [ana]],
    ['the name', () => the.ofAccount(ben, 'AccountRenamed', { personal: { name: 'Benjamin' } }), [ben]],
    ['the time zone', () => zoneOfAna('Pacific/Kiritimati'), [ana]],
  ];
  for (const [what, change, athletes] of changes) {
    it(`reads and evaluates again what has changed: ${what}`, async () => {
      await ask();
      change();
      await tables.project();
      expect(await askAgain()).to.deep.equal([...athletes].sort());
      expect(await askAgain()).to.deep.equal([]);
    });
  }

  it('is evaluated again when a day has begun for the athlete, and not before', async () => {
    zoneOfAna('Asia/Tokyo');
    await tables.project();
    await ask('2026-05-20T14:50:00.000000Z' as Instant);
    expect(await askAgain('2026-05-20T14:59:00.000000Z' as Instant)).to.deep.equal([]);
    expect(await askAgain('2026-05-20T15:00:00.000000Z' as Instant)).to.deep.equal([ana]);
    const later = await ask('2026-06-20T15:00:00.000000Z' as Instant);
    expect(later.flatMap(({ signals }) => signals.map(({ kind }) => kind))).to.include('silence');
  });

  it('reads everything again while the rows of the audit and of the signals are not equally new', async () => {
    await ask();
    await database.db.query(sql.unsafe`
      UPDATE projection_checkpoints SET position = position - 1 WHERE projection = 'audit' AND lane = 0`);
    expect(await askAgain()).to.deep.equal([ana, ben]);
    expect(await askAgain()).to.deep.equal([ana, ben]);
  });

  it('reads everything again of an athlete with a parked stream', async () => {
    await ask();
    await database.db.query(sql.unsafe`
      INSERT INTO parked_streams (projection, version, stream, owner, position, reason, stack)
      VALUES ('signals', 1, ${`session-${idFor(1, 0)}`}, ${ana}, 1, 'Error', '')`);
    expect(await askAgain()).to.deep.equal([ana]);
  });

  it('keeps nothing of an athlete who has withdrawn the right', async () => {
    await ask();
    the.append(0, ana, 'CoachingEnded', { by: 'athlete' });
    await tables.project();
    expect((await ask()).map(({ athleteId }) => athleteId)).to.deep.equal([ben]);
    expect([...(cache.get(coach)?.keys() ?? [])]).to.deep.equal([ben]);
  });
});
