import { expect } from 'chai';
import type { AccountDocument } from '../../../src/documents/account.ts';
import { accountFold } from '../../../src/documents/account.ts';
import { coachingFold } from '../../../src/documents/coaching.ts';
import { localDay } from '../../../src/documents/local-day.ts';
import { documentOf, type Fold, type Presence } from '../../../src/documents/presence.ts';
import { profileFold } from '../../../src/documents/profile.ts';
import { scheduleFold } from '../../../src/documents/schedule.ts';
import { type AthleteFacts, zoneOf } from '../../../src/documents/signals/athlete-signals.ts';
import { rosterOf } from '../../../src/documents/signals/roster.ts';
import { rosterRow } from '../../../src/documents/signals/roster-row.ts';
import { watchFold } from '../../../src/documents/watch.ts';
import type { CoachingPart } from '../../../src/events/coaching-values.ts';
import type { AnyEvent } from '../../../src/events/event.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { listAthleteFacts } from '../../../src/queries/coaching/list-athlete-facts.ts';
import { eventsOfSession, sets, type TestSession, targets } from '../../documents/signals/support/sessions.ts';
import { factsIn } from '../../projections/support/signals.ts';
import { createRandom, idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { plainAthleteFacts, type RosterDocuments } from '../../support/plain-roster.ts';
import { type CoachingLog, createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const coach = ownerId(9) as AccountId;
const athletes = [1, 2, 3, 4].map((number) => ownerId(number) as AccountId);
const [ana, ben, cleo, dan] = athletes as [AccountId, AccountId, AccountId, AccountId];
const now = '2026-05-20T10:00:00.000000Z' as Instant;
const everything: readonly CoachingPart[] = ['history', 'plans', 'statistics', 'body_data'];
const requiredPosition = () => 0n;

describe('the facts of the athletes of a coach', () => {
  const database = useDatabase();
  let the: CoachingLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    the = createCoachingLog();
    tables = await createReadTables(database.db, the.log.all, { lanes: 4 });
    for (const account of [...athletes, coach]) the.register(account, `Name of ${account}`);
  });

  const accept = (number: number, athlete: AccountId, scope = everything, expiresAt: string | null = null) => {
    the.invite(number, athlete, coach);
    the.accept(number, athlete, coach, { scope, expiresAt });
  };
  const append = (stream: string, owner: string, type: string, data: object) =>
    the.log.append({ stream, owner, type, data });
  const train = (session: TestSession, number: number, owner: AccountId) => {
    for (const { type, data, at, occurredAt } of eventsOfSession(session, number, owner)) {
      the.log.append({ type, data, at, occurredAt, owner, stream: `session-${idFor(1, number)}` });
    }
  };
  const ask = async (athlete?: AccountId) => [
    ...(await listAthleteFacts(tables.reader, { coach, now, requiredPosition, ...(athlete && { athlete }) })),
  ];

  /** The same, computed from the log. */
  function expected() {
    const folded = <Document, Event extends AnyEvent>(category: string, fold: Fold<Presence<Document>, Event>) => {
      const own = the.log.all().filter(({ stream }) => stream.startsWith(`${category}-`));
      return [...Map.groupBy(own, ({ stream }) => stream).values()].flatMap(
        (events) => documentOf(replayPlainly(fold, events)) ?? [],
      );
    };
    const documents: RosterDocuments = {
      coachings: folded('coaching', coachingFold),
      accounts: folded('account', accountFold as Fold<Presence<AccountDocument>, AnyEvent>),
      ...{ profiles: folded('profile', profileFold), schedules: folded('schedule', scheduleFold) },
      watches: folded('watch', watchFold),
      factsOf: (owner) =>
        [...factsIn(the.log.all().filter(({ metadata }) => metadata.owner === owner)).values()].flatMap(
          (each) => each ?? [],
        ),
    };
    return plainAthleteFacts(documents, { coach, now });
  }

  it('are what the log says, for random histories of two years and every scope', async () => {
    const random = createRandom(11);
    const upTo = (count: number) => Math.floor(random() * count);
    accept(1, ana);
    accept(2, ben, ['history']);
    accept(3, cleo, ['plans', 'body_data']);
    accept(4, dan, ['statistics']);
    for (let number = 1; number <= 120; number += 1) {
      const exercise = 1 + upTo(4);
      const planned = upTo(2) === 0 ? {} : { targets: targets(3, 100, 5, { rpe: 8 }) };
      const done = sets(1 + upTo(4), 80 + upTo(60), 1 + upTo(9), { rpe: 7 + upTo(3) });
      const entries = [{ exercise, ...planned, sets: done }];
      const end = upTo(8) === 0 ? null : 'completed';
      train({ day: upTo(140) - upTo(2) * 400, entries, end }, number, athletes[number % 4] as AccountId);
    }
    for (const [at, timezone] of ['Pacific/Kiritimati', 'America/Los_Angeles'].entries()) {
      const owner = athletes[at] as AccountId;
      append(`profile-${owner}`, owner, 'ProfileCreated', { userId: owner });
      const preferences = { unit: 'kg', timezone, firstDayOfWeek: 'monday', e1rmFormula: 'epley' };
      append(`profile-${owner}`, owner, 'PreferencesChanged', preferences);
      const plan = { userId: owner, planId: idFor(9, 1), startsOn: '2026-05-01', weeks: 1, repeats: null };
      const units = [{ planUnitId: idFor(8, 1), unitId: null, day: 1 }];
      append(`schedule-${owner}`, owner, 'PlanStarted', { ...plan, units, personal: { name: 'Plan', units: ['Day'] } });
    }
    const watch = (number: number, athleteId: AccountId | null, thresholds: object) => {
      append(`watch-${idFor(4, number)}`, coach, 'WatchCreated', {
        watchId: idFor(4, number),
        coachId: coach,
        athleteId,
      });
      append(`watch-${idFor(4, number)}`, coach, 'ThresholdsChanged', { thresholds });
    };
    watch(1, null, { skips: 2, silentDays: 7 });
    watch(2, ana, { skips: 4 });
    await tables.project();
    const found = await ask();
    expect(found).to.have.length(4);
    const sorted = (facts: readonly AthleteFacts[]) =>
      facts.map((each) => ({
        ...each,
        reached: [...each.reached].sort(),
        planned: each.planned.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
        last: each.last?.day ?? null,
      }));
    expect(sorted(found)).to.deep.equal(sorted(expected()));
    const order = (facts: readonly AthleteFacts[]) =>
      rosterOf(facts.map((each) => rosterRow(each, localDay(now, zoneOf(each))))).map(({ athleteId }) => athleteId);
    expect(order(found)).to.deep.equal(order(expected()));
  });

  it('are those of one athlete if the question names one', async () => {
    accept(1, ana);
    accept(2, ben);
    await tables.project();
    expect((await ask(ben)).map(({ athleteId }) => athleteId)).to.deep.equal([ben]);
    expect(await ask(cleo)).to.deep.equal([]);
  });

  it('have no athlete whose relationship is pending, over, expired or of an inactive account', async () => {
    for (const [at, athlete] of athletes.entries()) accept(at + 1, athlete);
    accept(5, ownerId(5) as AccountId, everything, '2026-01-01T00:00:00.000000Z');
    the.register(ownerId(5) as AccountId, null);
    the.invite(6, ownerId(6) as AccountId, coach);
    await tables.project();
    expect(await ask()).to.have.length(4);
    the.append(1, ana, 'CoachingEnded', { by: 'athlete' });
    the.ofAccount(ben, 'AccountDeactivated', {});
    the.append(3, cleo, 'CoachingTermsChanged', { scope: everything, expiresAt: '2026-01-02T00:00:00.000000Z' });
    await tables.project();
    expect((await ask()).map(({ athleteId }) => athleteId)).to.deep.equal([dan]);
  });
});
