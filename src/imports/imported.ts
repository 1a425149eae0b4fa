import type { ExerciseId, Instant, TimeZone } from '../events/ids.ts';
import type { RejectedRow } from '../events/import.ts';
import type { Performance } from '../events/performance.ts';
import type { Mode, WeightUnit } from '../events/values.ts';

/** An exercise of a workout in an imported file. All its sets fit its mode. */
export type ImportedExercise = Readonly<{
  name: string;
  /** The known exercise with this name; null for none, absent before the name has been looked up. */
  exerciseId?: ExerciseId | null;
  mode: Mode;
  supersetGroup: number | null;
  notes: string | null;
  sets: readonly Performance[];
}>;

/** A workout in an exported file, which the import turns into a training session. */
export type ImportedSession = Readonly<{
  /**
   * Identifies the workout among all of the athlete: its start as written, with `#2`, `#3` and so on for further
   * workouts with this start. It does not depend on the request's time zone and unit, nor on the workout's name.
   */
  key: string;
  /** What the clock showed at the start of the workout, as `YYYY-MM-DDTHH:mm:ss`. */
  localStart: string;
  name: string | null;
  startedAt: Instant;
  endedAt: Instant;
  timezone: TimeZone;
  notes: string | null;
  exercises: readonly ImportedExercise[];
  setCount: number;
  /** The lines of the file on which the rows of the workout's sets begin, in order. */
  lines: readonly number[];
}>;

/**
 * One result of parsing a file; results come in the order of the file. `bytes`: how many bytes have been read so far.
 */
export type Parsed =
  | Readonly<{ type: 'session'; session: ImportedSession; bytes: number }>
  | Readonly<{ type: 'rejected'; row: RejectedRow }>;

/**
 * The options of an import. `unit` is for weights in a file that names no unit; `timezone` is the zone of the times in
 * the file.
 */
export type ReadOptions = Readonly<{ unit: WeightUnit | null; timezone: TimeZone }>;
