import type { ExerciseId, Instant, TimeZone } from '../events/ids.ts';
import type { RejectedRow } from '../events/import.ts';
import type { Performance } from '../events/performance.ts';
import type { Mode, WeightUnit } from '../events/values.ts';

/** An exercise of an imported workout. All its sets fit its mode. */
export type ImportedExercise = Readonly<{
  name: string;
  /** The matching exercise, or null for none; absent before the name has been looked up. */
  exerciseId?: ExerciseId | null;
  mode: Mode;
  supersetGroup: number | null;
  notes: string | null;
  sets: readonly Performance[];
}>;

/** A workout of an export. */
export type ImportedSession = Readonly<{
  /**
   * Identifies the workout within the athlete's history: its start as written, with `#2` and up for further workouts of
   * the same start. Independent of the time zone and unit of the request and of the workout's name.
   */
  key: string;
  /** What the clock showed at the start, as `YYYY-MM-DDTHH:mm:ss`. */
  localStart: string;
  name: string | null;
  startedAt: Instant;
  endedAt: Instant;
  timezone: TimeZone;
  notes: string | null;
  exercises: readonly ImportedExercise[];
  setCount: number;
  /** The lines of the file on which its sets begin, in order. */
  lines: readonly number[];
}>;

/** What a file yields, in its order. `bytes`: how many bytes of the file have been read so far. */
export type Parsed =
  | Readonly<{ type: 'session'; session: ImportedSession; bytes: number }>
  | Readonly<{ type: 'rejected'; row: RejectedRow }>;

/** `unit`: for weights in a file that names no unit. `timezone`: the zone of the times in the file. */
export type ReadOptions = Readonly<{ unit: WeightUnit | null; timezone: TimeZone }>;
