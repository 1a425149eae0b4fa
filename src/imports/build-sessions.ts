import type { TimeZone } from '../events/ids.ts';
import { instantOf } from '../events/ids.ts';
import { createExerciseBuilder, type ExerciseBuilder } from './build-exercises.ts';
import { written } from './formats/cells.ts';
import { RowError } from './formats/row-error.ts';
import type { ExportRow, WorkoutPart } from './formats/rows.ts';
import type { ImportedSession } from './imported.ts';
import { msOf, wallText } from './instants.ts';

/** The largest number of sets in a workout, which is kept in memory as a whole: a file could be one single workout. */
const maxSets = 10_000;

/**
 * Builds workouts from the rows of a file. Both methods return the workout that has just ended, or null when none has.
 */
export type SessionBuilder = Readonly<{
  add: (row: ExportRow, line: number) => ImportedSession | null;
  finish: () => ImportedSession | null;
}>;

export function createSessionBuilder(timezone: TimeZone): SessionBuilder {
  // Of earlier workouts only the starts stay in memory, so that no two workouts of the file get the same key.
  const startCounts = new Map<string, number>();
  let draft: Draft | null = null;

  const finish = (): ImportedSession | null => {
    const ended = draft;
    draft = null;
    return ended === null ? null : sessionOf(ended, keyOf(ended, startCounts), timezone);
  };
  const add = (row: ExportRow, line: number): ImportedSession | null => {
    const ended = draft !== null && draft.id !== row.workout.id ? finish() : null;
    draft ??= { ...row.workout, exercises: createExerciseBuilder(), lines: [] };
    addRow(draft, row, line);
    return ended;
  };
  return { add, finish };
}

type Draft = { -readonly [Key in keyof WorkoutPart]: WorkoutPart[Key] } & {
  exercises: ExerciseBuilder;
  lines: number[];
};

function addRow(draft: Draft, { workout, exercise, set }: ExportRow, line: number): void {
  if (set !== null && draft.lines.length >= maxSets) {
    throw new RowError(`The workout has more than ${written(maxSets)} sets.`);
  }
  draft.exercises.add(exercise, set);
  if (set !== null) draft.lines.push(line);
  // Some versions of Strong write notes and duration on the first row of a workout, others on any row: the first found
  // are used.
  draft.notes ??= workout.notes;
  draft.durationSeconds ??= workout.durationSeconds;
}

/**
 * Makes the key of a workout: its start as written, with `#2`, `#3` and so on for further workouts with the same start.
 */
function keyOf({ start }: Draft, startCounts: Map<string, number>): string {
  const localStart = wallText(start);
  const count = (startCounts.get(localStart) ?? 0) + 1;
  startCounts.set(localStart, count);
  return count === 1 ? localStart : `${localStart}#${count}`;
}

function sessionOf(draft: Draft, key: string, timezone: TimeZone): ImportedSession {
  const { start, end, durationSeconds, name, notes, exercises, lines } = draft;
  const startedAt = msOf(start, timezone);
  const endedAt = end ? msOf(end, timezone, startedAt) : startedAt + Math.round((durationSeconds ?? 0) * 1_000);
  return {
    key,
    localStart: wallText(start),
    name,
    startedAt: instantOf(startedAt),
    // When clocks were set back during the workout, its end may come out before its start. The end is then set to the
    // start.
    endedAt: instantOf(Math.max(startedAt, endedAt)),
    timezone,
    notes,
    exercises: exercises.finish(),
    setCount: lines.length,
    lines,
  };
}
