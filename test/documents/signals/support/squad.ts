import type { SignalKind } from '../../../../src/events/signal-values.ts';
import { createRandom } from '../../../projections/support/training.ts';
import { type TestEntry, type TestSession, type TestSet, targets } from './sessions.ts';

/** How many weeks the squad trains: on Mondays, Wednesdays and Fridays. The last day is a Sunday. */
export const weeks = 12;
export const lastDay = weeks * 7 - 1;
const trainingDays = [0, 2, 4] as const;
const [exercises, setsPerExercise, reps, restSeconds] = [4, 3, 5, 120];

/** An athlete of the squad with the trouble that was planted. Without a plan, sessions are free. */
export type SquadAthlete = Readonly<{
  number: number;
  trouble: readonly SignalKind[];
  hasPlan: boolean;
  sessions: readonly TestSession[];
}>;

/** The troubles that are planted in one athlete each, and in pairs. All others have none. */
const troubles: readonly (readonly SignalKind[])[] = [
  ...(['pain_note', 'missed_sessions', 'silence', 'performance_drop', 'compliance_drop'] as const).map((kind) => [
    kind,
  ]),
  ...(['skipped_exercise', 'shortfall', 'effort_up', 'effort_down', 'stall', 'substitution'] as const).map((kind) => [
    kind,
  ]),
  ...(['shortened_sessions', 'rest_longer', 'rest_shorter', 'late_corrections'] as const).map((kind) => [kind]),
  ...(['late_logging', 'batch_logging'] as const).map((kind) => [kind]),
  ...([
    ['pain_note', 'rest_longer'],
    ['missed_sessions', 'late_corrections'],
    ['effort_up', 'stall'],
  ] as const),
];

/** Simulates a squad. The same seed makes the same squad. */
export function createSquad(seed: number, athletes = 30): readonly SquadAthlete[] {
  const random = createRandom(seed);
  return Array.from({ length: athletes }, (_, at) => {
    const trouble = troubles[at] ?? [];
    const hasPlan = !trouble.includes('silence');
    const plain = Array.from({ length: weeks }, (__, week) =>
      trainingDays.map((day) => session(week, day, hasPlan, random)),
    );
    const sessions = trouble.reduce<readonly TestSession[]>((all, kind) => plant[kind]?.(all) ?? all, plain.flat());
    return { number: at + 1, trouble, hasPlan, sessions };
  });
}

const notes = [null, 'Felt strong', 'Tired, bad sleep', 'Sore legs from Monday', 'No pain at all'] as const;

/** A session that follows the plan: a little more weight each week, as hard as planned, logged at once. */
function session(week: number, day: number, hasPlan: boolean, random: () => number): TestSession {
  const upTo = (count: number) => Math.floor(random() * count);
  const entries = Array.from({ length: exercises }, (_, at) => {
    const kilograms = 60 + at * 20 + week * 2.5;
    const begin = at * 900;
    const sets = Array.from({ length: setsPerExercise }, (__, place) => ({
      ...{ weight: { value: kilograms, unit: 'kg' as const }, reps, rpe: upTo(3) === 0 ? 8.5 : 8, lag: upTo(20) },
      performedAt: hasPlan ? timeAt(week * 7 + day, begin + place * (restSeconds + 10 + upTo(40))) : null,
    }));
    const planned = { targets: targets(setsPerExercise, kilograms, reps, { rpe: 8 }), restSeconds };
    return { exercise: at + 1, ...(hasPlan && planned), sets };
  });
  return {
    ...{ day: week * 7 + day, minutes: 55 + upTo(10), notes: notes[upTo(notes.length)] ?? null, entries },
    plan: hasPlan ? { week: week + 1, day: day + 1, index: 0 } : null,
  };
}

const timeAt = (day: number, seconds: number) =>
  new Date(Date.UTC(2026, 0, 5 + day, 17, 0, seconds)).toISOString().replace('Z', '000Z') as never;

type Change = (sessions: readonly TestSession[]) => readonly TestSession[];

const from =
  (first: number, change: (session: TestSession) => TestSession): Change =>
  (sessions) =>
    sessions.map((each) => (each.day >= first ? change(each) : each));
/** Changes the sessions of these days before the last day. */
const on =
  (before: readonly number[], change: (session: TestSession) => TestSession): Change =>
  (sessions) =>
    sessions.map((each) => (before.includes(lastDay - each.day) ? change(each) : each));
const withEntry =
  (exercise: number, change: (entry: TestEntry) => TestEntry) =>
  (each: TestSession): TestSession => ({
    ...each,
    entries: each.entries?.map((entry) => (entry.exercise === exercise ? change(entry) : entry)) ?? [],
  });
const withSets =
  (change: (set: TestSet, at: number) => TestSet) =>
  (each: TestSession): TestSession => ({
    ...each,
    entries: each.entries?.map((entry) => ({ ...entry, sets: entry.sets.map(change) })) ?? [],
  });

/** The days of the last week are 6 (Monday), 4 and 2 days before the last one. */
const lastWeek = [6, 4, 2];
const once = (each: TestSession, seconds: number) =>
  withSets((set, at) => ({ ...set, performedAt: timeAt(each.day, at * seconds) }))(each);

/** How each kind of trouble is planted. */
const plant: Readonly<Partial<Record<SignalKind, Change>>> = {
  pain_note: on([4], (each) => ({ ...each, notes: 'Sharp pain in the left knee' })),
  missed_sessions: (sessions) => sessions.filter(({ day }) => day < lastDay - 4),
  silence: (sessions) => sessions.filter(({ day }) => day < lastDay - 12),
  performance_drop: on(
    [2],
    withEntry(1, (entry) => ({ ...entry, sets: entry.sets.map((set) => lighter(set, 0.8)) })),
  ),
  compliance_drop: from(
    lastDay - 29,
    withEntry(4, (entry) => ({ ...entry, sets: entry.sets.slice(1) })),
  ),
  skipped_exercise: on(
    [25, 18, 11],
    withEntry(3, (entry) => ({ ...entry, sets: [] })),
  ),
  shortfall: on(
    lastWeek,
    withEntry(2, (entry) => ({ ...entry, sets: entry.sets.map((set) => ({ ...set, reps: 4 })) })),
  ),
  effort_up: on(
    lastWeek,
    withSets((set) => ({ ...set, rpe: 9.5 })),
  ),
  effort_down: on(
    lastWeek,
    withSets((set) => ({ ...set, rpe: 6 })),
  ),
  stall: from(
    lastDay - 27,
    withEntry(4, (entry) => stalled(entry)),
  ),
  substitution: on(
    [25, 18, 11],
    withEntry(1, (entry) => ({ ...entry, exercise: 9, planned: 1, sets: entry.sets.map(atSixty) })),
  ),
  shortened_sessions: on([9, 4], (each) => ({
    ...each,
    minutes: 20,
    entries: each.entries?.map((entry) => ({ ...entry, sets: entry.sets.slice(0, 1) })) ?? [],
  })),
  rest_longer: on(lastWeek, (each) => once(each, restSeconds * 2.5)),
  rest_shorter: on(lastWeek, (each) => once(each, restSeconds * 0.4)),
  late_corrections: on([9], (each) => ({ ...each, corrections: [{ hours: 50, reps }] })),
  late_logging: from(lastDay - 13, (each) => ({
    ...withSets((set) => ({ ...set, lag: 30 * 3_600 }))(each),
    recordedAfter: 30 * 3_600,
  })),
  batch_logging: on(lastWeek, (each) => ({ ...each, recordedAfter: (lastDay - 1 - each.day) * 86_400 + each.day })),
};

const lighter = (set: TestSet, factor: number): TestSet => ({
  ...set,
  weight: set.weight ? { ...set.weight, value: Math.round(set.weight.value * factor) } : null,
});
const atSixty = (set: TestSet): TestSet => ({ ...set, weight: { value: 60, unit: 'kg' } });
const stalled = (entry: TestEntry): TestEntry => ({
  ...entry,
  ...(entry.targets && { targets: targets(setsPerExercise, 140, reps, { rpe: 8 }) }),
  sets: entry.sets.map((set) => ({ ...set, weight: { value: 140, unit: 'kg' }, rpe: set.rpe === 9.5 ? 9.5 : 8 })),
});
