import fc from 'fast-check';
import type { Mode, SetType } from '../../../src/events/values.ts';
import { anyText } from '../../support/any-text.ts';

export type AnySet = {
  type: SetType;
  weight: number | null;
  reps: number | null;
  seconds: number | null;
  distance: number | null;
  rpe: number | null;
  notes: string | null;
};
export type AnyExercise = {
  name: string;
  mode: Mode;
  supersetGroup: number | null;
  notes: string | null;
  sets: AnySet[];
};
export type AnySession = {
  /** The local time at which the workout started, in milliseconds since 1970 as if that time were UTC. */
  start: number;
  minutes: number;
  name: string | null;
  notes: string | null;
  exercises: AnyExercise[];
};

const isWritten = (text: string): boolean => text.trim() !== '' && !text.includes('\0');
const text = (limit: number) =>
  fc
    .oneof(
      anyText(1, 40),
      fc.string({
        unit: fc.constantFrom('"', ',', ';', '\n', '\r\n', ' ', 'a', 'ö', '🏋️', '\t'),
        minLength: 1,
        maxLength: 20,
      }),
    )
    .filter((value) => isWritten(value) && value.length <= limit);
// Generates notes without backslashes, because Hevy uses backslashes to escape line breaks.
const notes = fc.option(text(200).filter((value) => !value.includes('\\')));
const positive = (places: number) =>
  fc.integer({ min: 1, max: 999_999 }).map((value) => Number((value / 10 ** places).toFixed(places)));
const weight = fc.option(
  fc.oneof(
    positive(2),
    positive(2).map((value) => -value),
    fc.double({ min: 0.001, max: 999_999, noNaN: true }).filter((value) => !`${value}`.includes('e')),
  ),
);
const common = { weight, rpe: fc.option(fc.integer({ min: 2, max: 20 }).map((halves) => halves / 2)), notes };
const none = { reps: fc.constant(null), seconds: fc.constant(null), distance: fc.constant(null) };
type Measure = fc.Arbitrary<number | null>;
const measures: Record<Mode, { reps: Measure; seconds: Measure; distance: Measure }> = {
  reps: { ...none, reps: fc.integer({ min: 0, max: 10_000 }) },
  time: { ...none, seconds: positive(3) },
  distance: { ...none, distance: positive(2), seconds: fc.option(positive(1)) },
  sets_only: none,
};

const exercise = fc.constantFrom<Mode>('reps', 'time', 'distance', 'sets_only').chain((mode) => {
  const typed = (...types: SetType[]) => fc.record({ type: fc.constantFrom(...types), ...common, ...measures[mode] });
  return fc.record({
    name: fc.oneof(fc.constantFrom('Squat', 'Bench Press (Barbell)'), text(100)),
    mode: fc.constant(mode),
    supersetGroup: fc.option(fc.nat(3)),
    notes,
    sets: fc
      .tuple(
        fc.array(typed('warm_up'), { maxLength: 2 }),
        typed('normal'),
        fc.array(typed('normal', 'drop', 'failure'), { maxLength: 4 }),
      )
      .map(([warmUps, first, others]) => [...warmUps, first, ...others]),
  });
});

/** Generates random workout histories like those in other apps: workouts in order, no two with the same start. */
export const histories: fc.Arbitrary<AnySession[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 500_000 }),
      minutes: fc.integer({ min: 0, max: 600 }),
      name: fc.option(text(100)),
      notes,
      exercises: fc.array(exercise, { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 5 },
  )
  .map((sessions) => {
    let start = Date.UTC(2016, 0, 1);
    return sessions.map(({ gap, ...session }) => {
      start += gap * 60_000;
      return { start, ...session };
    });
  });
