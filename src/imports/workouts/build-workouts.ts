import type { TimeZone } from '../../events/ids.ts';
import { instantOf } from '../../events/ids.ts';
import type { RejectedRow } from '../../events/import.ts';
import type { ImportedSession, WorkoutLabel } from '../imported.ts';
import { arrangeRows } from './arrange-rows.ts';
import { createExerciseBuilder } from './build-exercises.ts';
import { chooseRows, type FileOrder } from './choose-rows.ts';
import { msOf, wallText } from './instants.ts';
import { variantsOf } from './variants.ts';
import type { WorkoutRow } from './workout-row.ts';

/** How many workouts with the same start a file may have. Real files have one, or a few if their starts are only days. */
const maxWorkouts = 100;

export type BuildOptions = FileOrder &
  Readonly<{
    timezone: TimeZone;
    /** Whether the file has lost the order of all exercises. */
    isSorted: boolean;
    /** Whether the app writes one exercise of a workout for each name, so that its rows belong together anywhere. */
    hasOneExerciseOfAName: boolean;
  }>;

/** What the rows with the same start are: workouts, workouts that are refused, and what is left out of the others. */
export type Built = Readonly<{
  workouts: readonly ImportedSession[];
  refused: readonly Readonly<{ workout: WorkoutLabel; lines: readonly number[]; reason: string }>[];
  leftOut: readonly RejectedRow[];
}>;

/**
 * Builds the workouts with the same start from their rows, which may be anywhere in the file and in any order. Each
 * variant is the rows of one workout.
 */
export function buildWorkouts(rows: readonly WorkoutRow[], options: BuildOptions): Built {
  const variants = [...Map.groupBy(rows, ({ name }) => name).values()].flatMap((all) => variantsOf(all));
  const built = variants.map((all, index) => buildWorkout(all, options, index >= maxWorkouts));
  return {
    workouts: built.flatMap(({ workouts }) => workouts),
    refused: built.flatMap(({ refused }) => refused),
    leftOut: built.flatMap(({ leftOut }) => leftOut).toSorted((a, b) => a.line - b.line),
  };
}

function buildWorkout(all: readonly WorkoutRow[], options: BuildOptions, isTooMany: boolean): Built {
  const choice = chooseRows(all, options);
  const refusal = isTooMany ? `The file has more than ${maxWorkouts} workouts with this start.` : choice.refusal;
  if (refusal !== null || choice.rows === null) return refused(all, refusal ?? '');
  const leftOut = choice.note === null ? [] : [{ line: firstDropped(all, choice.rows), reason: choice.note }];
  const { rows, isOrdered } = arrangeRows(choice.rows, options.hasOneExerciseOfAName);
  const exercises = createExerciseBuilder();
  for (const { part } of rows) exercises.add(part.exercise, part.set);
  const { list, tooLong } = exercises.finish();
  const session = sessionOf(choice.rows, options.timezone);
  const line = choice.rows[0]?.line ?? 1;
  return {
    workouts: [{ ...session, exercises: list, isOrdered: isOrdered && !options.isSorted }],
    refused: [],
    leftOut: [...leftOut, ...problemsOf(choice.rows), ...tooLong.map((reason) => ({ line, reason }))],
  };
}

function firstDropped(all: readonly WorkoutRow[], kept: readonly WorkoutRow[]): number {
  const rows = new Set(kept);
  return all.find((row) => !rows.has(row))?.line ?? 1;
}

const refused = (rows: readonly WorkoutRow[], reason: string): Built => {
  const [first] = rows;
  const start = first ? wallText(first.part.workout.start) : '';
  const name = first?.part.workout.name ?? null;
  const lines = linesOf(rows);
  return { workouts: [], refused: [{ workout: { line: lines[0] ?? 1, start, name }, lines, reason }], leftOut: [] };
};

/** The lines of the rows with sets, or of all rows if none has one, in order and each once. */
function linesOf(rows: readonly WorkoutRow[]): readonly number[] {
  const withSets = rows.filter(({ part }) => part.set !== null);
  const lines = (withSets.length > 0 ? withSets : rows).map(({ line }) => line);
  return [...new Set(lines)].toSorted((a, b) => a - b);
}

/** Why values of the rows were left out. For a value of the workout, which many rows repeat, a reason is given once. */
function problemsOf(rows: readonly WorkoutRow[]): readonly RejectedRow[] {
  const seen = new Set<string>();
  return rows.flatMap(({ line, problems }) =>
    problems.flatMap(({ reason, of }) => {
      const isKnown = of === 'workout' && seen.has(reason);
      seen.add(reason);
      return isKnown ? [] : [{ line, reason }];
    }),
  );
}

function sessionOf(rows: readonly WorkoutRow[], timezone: TimeZone): Omit<ImportedSession, 'exercises' | 'isOrdered'> {
  const parts = rows.map(({ part }) => part.workout);
  // Some versions of Strong write notes and duration on the first row of a workout, others on any row: the first found
  // are used.
  const first = <Value>(of: (part: (typeof parts)[number]) => Value | null): Value | null =>
    parts.map(of).find((value) => value !== null) ?? null;
  const start = first((part) => part.start) ?? { wall: 0, offset: null };
  const end = first((part) => part.end);
  const duration = first(({ durationSeconds }) => durationSeconds) ?? 0;
  const startedAt = msOf(start, timezone);
  const endedAt = end ? msOf(end, timezone, startedAt) : startedAt + Math.round(duration * 1_000);
  return {
    localStart: wallText(start),
    name: first(({ name }) => name),
    startedAt: instantOf(startedAt),
    // When clocks were set back during the workout, its end may come out before its start. The end is then set to the
    // start.
    endedAt: instantOf(Math.max(startedAt, endedAt)),
    timezone,
    notes: first(({ notes }) => notes),
    setCount: rows.filter(({ part }) => part.set !== null).length,
    lines: linesOf(rows),
  };
}
