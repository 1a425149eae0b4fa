import type { ExerciseId, Instant, TimeZone } from '../events/ids.ts';
import type { RejectedRow } from '../events/import.ts';
import type { Performance } from '../events/session.ts';
import type { Mode, WeightUnit } from '../events/values.ts';

/** One exercise of an imported workout; its sets all fit its mode. */
export type ImportedExercise = Readonly<{
  name: string;
  /** The exercise that is meant by the name; absent until that was looked up. */
  exerciseId?: ExerciseId | null;
  mode: Mode;
  supersetGroup: number | null;
  notes: string | null;
  sets: readonly Performance[];
}>;

/**
 * One workout of an export. `key` names it within the athlete's history whatever zone or unit the file is read with, and
 * under whatever name: the start as written, and `#2` and up for further workouts that start at the same time.
 */
export type ImportedSession = Readonly<{
  key: string;
  /** The wall clock of the start, `YYYY-MM-DDTHH:mm:ss`. */
  localStart: string;
  name: string | null;
  startedAt: Instant;
  endedAt: Instant;
  timezone: TimeZone;
  notes: string | null;
  exercises: readonly ImportedExercise[];
  setCount: number;
  /** The lines of the file that its sets begin on, in order. */
  lines: readonly number[];
}>;

/** What a file yields, in its order; `bytes` is how much of it had been read by then. */
export type Parsed =
  | Readonly<{ type: 'session'; session: ImportedSession; bytes: number }>
  | Readonly<{ type: 'rejected'; row: RejectedRow }>;

/** `unit` is for weights of files that name none; `timezone` is where the wall clocks of the file hang. */
export type ReadOptions = Readonly<{ unit: WeightUnit | null; timezone: TimeZone }>;
