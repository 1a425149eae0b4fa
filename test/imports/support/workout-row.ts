import type { SetType } from '../../../src/events/values.ts';
import type { ExercisePart, WorkoutPart } from '../../../src/imports/formats/rows.ts';
import type { WorkoutRow } from '../../../src/imports/workouts/workout-row.ts';
import { set } from './read.ts';

/** When the workouts of `row` start, in milliseconds since 1970. */
export const wall = Date.UTC(2025, 1, 1, 10);

type Given = Partial<Omit<WorkoutRow, 'part'>> & {
  workout?: Partial<WorkoutPart>;
  exercise?: string;
  superset?: number;
  order?: ExercisePart['order'];
  type?: SetType;
  reps?: number | null;
};

/** A row of a workout with a set of Squat, whose number is the line; `reps` null: a row that only has a note. */
export function row(line: number, given: Given = {}): WorkoutRow {
  const { workout, exercise = 'Squat', superset = null, order = line, type = 'normal', reps = 5, ...rest } = given;
  const start = { wall, offset: null };
  const part = {
    workout: { start, end: null, durationSeconds: null, name: 'Legs', notes: null, ...workout },
    exercise: { name: exercise, supersetGroup: superset, notes: null, order },
    set: reps === null ? null : set({ type, reps }),
  };
  return { line, section: 0, segment: 0, name: 'Legs', end: null, number: null, problems: [], part, ...rest };
}

export const linesOf = (rows: readonly WorkoutRow[]): number[] => rows.map(({ line }) => line);
