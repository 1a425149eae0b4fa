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
  /** What the clock showed at the start of the workout, as `YYYY-MM-DDTHH:mm:ss`. */
  localStart: string;
  name: string | null;
  startedAt: Instant;
  endedAt: Instant;
  timezone: TimeZone;
  notes: string | null;
  exercises: readonly ImportedExercise[];
  /** False if the file has lost the order of the exercises, because its rows were sorted. */
  isOrdered: boolean;
  setCount: number;
  /** The lines of the file on which the rows of the workout's sets begin, in order. */
  lines: readonly number[];
}>;

/** What identifies a workout in a report: the line of its first row, its start as written, and its name. */
export type WorkoutLabel = Readonly<{ line: number; start: string; name: string | null }>;

/**
 * One result of parsing a file. `workouts` all have the same start, and no other result has workouts with that start.
 * `refused` is a workout that cannot be read reliably; `lines` are those of its rows. `bytes`: how many bytes have been
 * read so far.
 */
export type Parsed =
  | Readonly<{ type: 'workouts'; workouts: readonly ImportedSession[]; bytes: number }>
  | Readonly<{ type: 'refused'; workout: WorkoutLabel; lines: readonly number[]; reason: string }>
  | Readonly<{ type: 'rejected'; row: RejectedRow }>
  /** A value or a row that is left out although what belongs to it is imported. */
  | Readonly<{ type: 'leftOut'; row: RejectedRow }>;

/** The options of an import. */
export type ReadOptions = Readonly<{
  /** The unit of weights in a file that names none. */
  unit: WeightUnit | null;
  /** The zone of the times in the file. */
  timezone: TimeZone;
  /** The character set of the file; null for UTF-8 and for UTF-16, which its byte order mark shows. */
  charset?: string | null;
  /** Which columns of a generic CSV contain which fields, such as `weight=Load,reps=Reps`. */
  map?: string | null;
}>;
