import type { Performance } from '../../events/session.ts';
import type { Field } from '../csv/columns.ts';
import type { LocalTime } from './times.ts';

/** Reads one cell of the row at hand; empty where the file has no such column. */
export type Cell = (field: Field) => string;

/** What a row says of its workout; rows of equal `id` that follow each other make one. */
export type WorkoutPart = Readonly<{
  id: string;
  start: LocalTime;
  end: LocalTime | null;
  durationSeconds: number | null;
  name: string | null;
  notes: string | null;
}>;

/** What a row says of its exercise. `order` is null where the app writes a letter instead of a number. */
export type ExercisePart = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: string | null;
  order: number | null;
}>;

/** A row that says something; `set` is null for one that only notes something of its exercise. */
export type ExportRow = Readonly<{ workout: WorkoutPart; exercise: ExercisePart; set: Performance | null }>;

/** Reads the row, null where it tells nothing of the training; throws a `RowError` where it can't be used. */
export type RowReader = (cell: Cell) => ExportRow | null;
