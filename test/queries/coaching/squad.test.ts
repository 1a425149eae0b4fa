import { expect } from 'chai';
import { plusDays } from '../../../src/documents/days.ts';
import { asksForAttention } from '../../../src/documents/signals/signals.ts';
import { coachingParts } from '../../../src/events/coaching-values.ts';
import { type AccountId, type Day, instantOf } from '../../../src/events/ids.ts';
import { type SignalKind, signalKinds } from '../../../src/events/signal-values.ts';
import { createGetRoster } from '../../../src/queries/coaching/get-roster.ts';
import { listChangedFacts } from '../../../src/queries/coaching/list-athlete-facts.ts';
import { signalsIn } from '../../documents/signals/support/cases.ts';
import {
  dayAt,
  eventsOfSession,
  exerciseIdOf,
  planId,
  type TestSession,
} from '../../documents/signals/support/sessions.ts';
import { createSquad, lastDay, type SquadAthlete } from '../../documents/signals/support/squad.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createCoachingLog } from '../support/coaching-log.ts';
import { createReadTables } from '../support/read-tables.ts';

const coach = ownerId(99) as AccountId;
const accountOf = ({ number }: SquadAthlete) => ownerId(number) as AccountId;
/** The noon of the last day, a Sunday. */
const now = instantOf(Date.parse(`${dayAt(lastDay)}T12:00:00Z`));
const zones = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu'] as const;

describe('a simulated squad of 30 athletes over 12 weeks', () => {
  const database = useDatabase();

  /** Writes what the squad does, applies it to the read models, and returns the roster. */
  async function rosterAfter(squad: readonly SquadAthlete[]) {
    const the = createCoachingLog();
    const tables = await createReadTables(database.db, the.log.all, { lanes: 2 });
    for (const [at, athlete] of squad.entries()) {
      const owner = accountOf(athlete);
      the.register(owner, `Athlete ${athlete.number}`);
      the.invite(athlete.number, owner, coach);
      the.accept(athlete.number, owner, coach, { scope: coachingParts });
      const timezone = zones[at % zones.length];
      const append = (category: string, type: string, data: object) =>
        the.log.append({ stream: `${category}-${owner}`, owner, type, data });
      append('profile', 'ProfileCreated', { userId: owner });
      append('profile', 'PreferencesChanged', { unit: 'kg', timezone, firstDayOfWeek: 'monday', e1rmFormula: 'epley' });
      if (athlete.hasPlan) append('schedule', 'PlanStarted', planOf(owner));
      for (const [place, session] of athlete.sessions.entries()) {
        const number = athlete.number * 100 + place;
        for (const { type, data, at: recorded, occurredAt } of eventsOfSession(session, number, owner)) {
          the.log.append({ type, data, at: recorded, occurredAt, owner, stream: `session-${idFor(1, number)}` });
        }
      }
    }
    await tables.project();
    const getRoster = createGetRoster({
      queries: { listChangedFacts: (question) => listChangedFacts(tables.reader, question) },
      rosterCache: new Map(),
    });
    return getRoster({ coach, now, requiredPosition: () => 0n });
  }

  it('shows all of the trouble that was planted, and nothing else', async () => {
    const squad = createSquad(2026);
    const roster = await rosterAfter(squad);
    const found = new Map(roster.map((row) => [row.athleteId, row]));
    const shown = squad.map((athlete) => {
      const signals = found.get(accountOf(athlete))?.signals ?? [];
      return [athlete.number, signals.filter(asksForAttention).map(({ kind }) => kind)];
    });
    expect(shown).to.deep.equal(squad.map(({ number, trouble }) => [number, inOrder(trouble)]));
    const troubled = squad.filter(({ trouble }) => trouble.length > 0).map(accountOf);
    expect(new Set(roster.slice(0, troubled.length).map(({ athleteId }) => athleteId))).to.deep.equal(
      new Set(troubled),
    );
    for (const athlete of squad) {
      const { signals = [], today = dayAt(lastDay) } = found.get(accountOf(athlete)) ?? {};
      const records = signals.filter(({ kind }) => kind === 'record');
      expect(new Set(records.map(({ subject }) => subject))).to.deep.equal(recordsOf(athlete.sessions, today));
    }
  });

  it('shows nothing on any Sunday of the athletes without trouble', () => {
    for (const athlete of createSquad(3).filter(({ trouble }) => trouble.length === 0)) {
      for (let today = 6; today <= lastDay; today += 7) {
        const found = signalsIn({ today, sessions: athlete.sessions });
        expect(found.filter(asksForAttention)).to.deep.equal([]);
      }
    }
  });
});

const inOrder = (kinds: readonly SignalKind[]): readonly SignalKind[] =>
  signalKinds.filter((kind) => kinds.includes(kind));

/** The plan of the squad, with a unit on each Monday, Wednesday and Friday. */
const planOf = (userId: string) => ({
  ...{ userId, planId, startsOn: dayAt(0), weeks: 1, repeats: null },
  units: [1, 3, 5].map((day) => ({ planUnitId: idFor(8, day), unitId: null, day })),
  personal: { name: 'Plan', units: ['A', 'B', 'C'] },
});

/** The exercises whose best estimate of the seven days up to `today` is greater than every one before, by a plain formula. */
function recordsOf(sessions: readonly TestSession[], today: Day): ReadonlySet<string> {
  const best = (some: readonly TestSession[], exercise: number): number => {
    const sets = some
      .flatMap(({ entries = [] }) => entries.filter((each) => each.exercise === exercise))
      .flatMap((each) => each.sets);
    return Math.max(
      0,
      ...sets.map(({ weight, reps = 0, rpe }) => (weight?.value ?? 0) * (1 + ((reps ?? 0) + 10 - (rpe ?? 10)) / 30)),
    );
  };
  const isNew = ({ day }: TestSession) => dayAt(day) > plusDays(today, -7);
  const made = [1, 2, 3, 4, 9].filter((exercise) => {
    const before = best(
      sessions.filter((each) => !isNew(each)),
      exercise,
    );
    return before > 0 && best(sessions.filter(isNew), exercise) > before + 0.001;
  });
  return new Set(made.map(exerciseIdOf));
}
