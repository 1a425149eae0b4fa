import type { Performance } from '../../events/performance.ts';
import type { Column } from './header.ts';
import type { LocalTime } from './local-time.ts';

/** Returns one cell of the current row; empty when the file has no such column. */
export type Cell = (column: Column) => string;

/** What a row says about its workout. Consecutive rows with the same `id` belong to one workout. */
export type WorkoutPart = Readonly<{
  id: string;
  start: LocalTime;
  end: LocalTime | null;
  durationSeconds: number | null;
  name: string | null;
  notes: string | null;
}>;

/** What a row says about its exercise. `order`: the number of the set; null when the app writes a letter instead. */
export type ExercisePart = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: string | null;
  order: number | null;
}>;

/** A row of an export. `set` is null for a row that only adds a note to its exercise. */
export type ExportRow = Readonly<{ workout: WorkoutPart; exercise: ExercisePart; set: Performance | null }>;

/** Parses a row; null when it holds no training data. Throws `RowError` when a cell is invalid. */
export type ParseRow = (cell: Cell) => ExportRow | null;
