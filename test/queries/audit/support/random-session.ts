import fc from 'fast-check';
import type { EntryId, ImportId, Instant, SessionId, SetId, TimeZone } from '../../../../src/events/ids.ts';
import { emptyPerformance } from '../../../../src/events/performance.ts';
import type { SessionEvent } from '../../../../src/events/session.ts';
import { athlete, noon } from '../../../support/specification.ts';

type PlainSet = { id: string; reps: number };
type PlainEntry = { id: string; name: string; sets: PlainSet[] };
/** The parts of a session that the random events change, as a fold of the test's own computes them. */
export type PlainSession = { name: string | null; status: string; exercises: PlainEntry[] } | null;
export type History = Readonly<{ events: readonly SessionEvent[]; states: readonly PlainSession[] }>;

/** What a random number makes of a session: one more event, and the session after it. */
type Step = (session: NonNullable<PlainSession>, number: number) => readonly [SessionEvent, PlainSession] | null;

/** The start of a session, by hand or by an import, which may correct it later. */
const startedBy = (importId: ImportId | null): SessionEvent => ({
  type: 'SessionStarted',
  data: {
    ...{ sessionId: 'session' as SessionId, userId: athlete, startedAt: noon, timezone: 'UTC' as TimeZone },
    ...{ importId, live: importId === null, plan: null, planDay: null, unit: null },
    personal: { name: null, notes: null, plan: null, unit: null },
  },
});
const later = '2026-01-10T13:00:00.000000Z' as Instant;
const pick = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % (items.length || 1)];
const correctionOf = (session: NonNullable<PlainSession>) => session.status !== 'in_progress';
/** The weight of a set with so many repetitions: in pounds or kilograms. */
export const weightOf = (reps: number) => ({
  value: reps + 0.5,
  unit: reps % 2 === 0 ? ('kg' as const) : ('lb' as const),
});
const performanceOf = (reps: number) => ({ ...emptyPerformance, reps, weight: weightOf(reps) });
const entryData = (name: string) => ({
  ...({ exerciseId: null, mode: 'reps', supersetGroup: null, planned: null } as const),
  personal: { name, notes: null, planned: null },
});

/** The entry and the set that a number chooses. */
function setAt(session: NonNullable<PlainSession>, number: number) {
  const entry = pick(session.exercises, number);
  const set = entry && pick(entry.sets, number >> 3);
  return entry && set ? { entry, set, ids: { entryId: entry.id as EntryId, setId: set.id as SetId } } : null;
}

const steps: readonly Step[] = [
  (session, number) => {
    session.name = `name ${number % 3}`;
    return [
      { type: 'SessionRenamed', data: { personal: { name: session.name }, correction: correctionOf(session) } },
      session,
    ];
  },
  (session, number) => {
    const entry = { id: `entry ${number}`, name: `Exercise ${number % 2}`, sets: [] };
    if (session.exercises.some(({ id }) => id === entry.id)) return null;
    session.exercises.push(entry);
    const data = { entryId: entry.id as EntryId, ...entryData(entry.name), correction: correctionOf(session) };
    return [{ type: 'ExerciseAdded', data }, session];
  },
  (session, number) => {
    const entry = pick(session.exercises, number);
    if (!entry) return null;
    session.exercises.splice(session.exercises.indexOf(entry), 1);
    return [
      { type: 'ExerciseRemoved', data: { entryId: entry.id as EntryId, correction: correctionOf(session) } },
      session,
    ];
  },
  (session) => {
    session.exercises.reverse();
    const entryIds = session.exercises.map(({ id }) => id as EntryId);
    return [{ type: 'ExercisesReordered', data: { entryIds, correction: correctionOf(session) } }, session];
  },
  ...Array.from(
    { length: 4 },
    (): Step => (session, number) => {
      const entry = pick(session.exercises, number);
      if (!entry || entry.sets.some(({ id }) => id === `set ${number}`)) return null;
      const set = { id: `set ${number}`, reps: number % 12 };
      entry.sets.push(set);
      const ids = { entryId: entry.id as EntryId, setId: set.id as SetId };
      return [
        { type: 'SetLogged', data: { ...ids, ...performanceOf(set.reps), correction: correctionOf(session) } },
        session,
      ];
    },
  ),
  (session, number) => {
    const found = setAt(session, number);
    if (!found) return null;
    found.set.reps = number % 7;
    const data = { ...found.ids, ...performanceOf(found.set.reps), correction: correctionOf(session) };
    return [{ type: 'SetCorrected', data }, session];
  },
  (session, number) => {
    const found = setAt(session, number);
    if (!found) return null;
    found.entry.sets.splice(found.entry.sets.indexOf(found.set), 1);
    return [{ type: 'SetRemoved', data: { ...found.ids, correction: correctionOf(session) } }, session];
  },
  (session) => {
    if (session.status !== 'in_progress') return null;
    session.status = 'completed';
    return [{ type: 'SessionCompleted', data: { endedAt: later } }, session];
  },
  (_, number) => (number % 5 === 0 ? [{ type: 'SessionDeleted', data: {} }, null] : null),
];

/** Random histories of a session, with corrections and deletions, and the session after each event. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(
    fc.constantFrom(null, 'import' as ImportId),
    fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(200)), { maxLength: 60 }),
  )
  .map(([importId, numbers]) => {
    const events: SessionEvent[] = [startedBy(importId)];
    const states: PlainSession[] = [{ name: null, status: 'in_progress', exercises: [] }];
    for (const [step, number] of numbers) {
      const before = states.at(-1);
      const next = before && steps[step]?.(structuredClone(before), number);
      if (!next) continue;
      events.push(next[0]);
      states.push(next[1]);
    }
    return { events, states };
  });
