import type { ExercisePart, ExportRow } from '../formats/rows.ts';

/** A row of a workout, or a part of it: what a file tells about one set. */
export type WorkoutRow = Readonly<{
  line: number;
  /** How many headers the file has before the row. Files that were joined have several. */
  section: number;
  /** Consecutive rows of one workout have the same segment. */
  segment: number;
  /** The name of the workout as written. */
  name: string;
  /** What tells workouts with the same start and name apart: their end and their number; null if the row has none. */
  end: string | null;
  number: string | null;
  part: ExportRow;
  /** One for each value that is invalid and was therefore left out of the row. */
  problems: readonly Problem[];
}>;

/** Why a value is left out, and whether it belongs to the row or to the workout, which may repeat it in all its rows. */
export type Problem = Readonly<{ reason: string; of: 'row' | 'workout' }>;

/** Everything in a row but its workout, as text. Rows with equal contents are the same set. */
export const contentOf = ({ part }: WorkoutRow): string => JSON.stringify([part.exercise, part.set]);

const placeOf = ({ order }: ExercisePart, type: string | undefined): number | string => order ?? type ?? 'note';

/** The place of a set in its workout: its exercise and its number. Different versions of a set have the same place. */
export const placeOfRow = ({ part: { exercise, set } }: WorkoutRow): string =>
  JSON.stringify([exercise.name, placeOf(exercise, set?.type)]);
