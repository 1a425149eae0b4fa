import type { Performance } from '../../events/performance.ts';
import type { Column } from './header.ts';
import type { LocalTime } from './local-time.ts';

/** Returns the text of one cell in the current row; empty when the file does not have the column. */
export type Cell = (column: Column) => string;

/** The part of a row that describes its workout. Consecutive rows with the same `id` belong to one workout. */
export type WorkoutPart = Readonly<{
  id: string;
  start: LocalTime;
  end: LocalTime | null;
  durationSeconds: number | null;
  name: string | null;
  notes: string | null;
}>;

/**
 * The part of a row that describes its exercise. `order` is the number of the set; null when the app writes a letter
 * instead.
 */
export type ExercisePart = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: string | null;
  order: number | null;
}>;

/** A parsed row of an exported file. `set` is null for a row that only adds a note to its exercise. */
export type ExportRow = Readonly<{ workout: WorkoutPart; exercise: ExercisePart; set: Performance | null }>;

/**
 * Parses a row of a file; returns null when the row contains no training data. Throws `RowError` when a cell is
 * invalid.
 */
export type ParseRow = (cell: Cell) => ExportRow | null;
