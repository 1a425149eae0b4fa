import type { Muscles, Texts, Traits } from '../events/exercise.ts';
import type {
  Day,
  ExerciseId,
  Instant,
  MeasurementId,
  PlanId,
  PlanUnitId,
  SessionId,
  TimeZone,
  UnitExerciseId,
  UnitId,
} from '../events/ids.ts';
import type { RejectedRow } from '../events/import.ts';
import type { MeasurementContent } from '../events/measurement.ts';
import type { Performance, Weight } from '../events/performance.ts';
import type { Planned } from '../events/planned.ts';
import type { ForCoaches, Gear, Preferences } from '../events/profile.ts';
import type { Progression, Target } from '../events/progression.ts';
import type { PlanDay } from '../events/session.ts';
import type { Difficulty, Loading, Mode, WeightUnit } from '../events/values.ts';

/** An exercise of a workout in an imported file. All its sets fit its mode. */
export type ImportedExercise = Readonly<{
  name: string;
  /**
   * The known exercise with this name; null for none, absent before the name has been looked up. In a file of the
   * format `irontrack`: an exercise of the account that exported the file.
   */
  exerciseId?: ExerciseId | null;
  mode: Mode;
  supersetGroup: number | null;
  notes: string | null;
  /** Its targets, with the ids of the account that exported the file. Only in files of the format `irontrack`. */
  planned?: (Planned & Readonly<{ name: string }>) | null;
  sets: readonly Performance[];
}>;

export type ImportedTemplates = Readonly<{
  plan: Readonly<{ id: PlanId | null; name: string; day: PlanDay | null }> | null;
  unit: Readonly<{ id: UnitId | null; name: string }> | null;
}>;

/** A workout in an exported file, which the import turns into a training session. */
export type ImportedSession = Readonly<{
  /**
   * The id of the session in the account that exported the file; absent in files of other apps, whose workouts have no
   * ids.
   */
  identity?: SessionId;
  /** What the clock showed at the start of the workout, as `YYYY-MM-DDTHH:mm:ss`. */
  localStart: string;
  name: string | null;
  startedAt: Instant;
  /** Null for a session that has not ended, which only the format `irontrack` has. */
  endedAt: Instant | null;
  isAborted?: true;
  timezone: TimeZone;
  notes: string | null;
  /** The training plan and the unit from which it was started, with the ids of the account that exported the file. */
  templates?: ImportedTemplates;
  exercises: readonly ImportedExercise[];
  /** False if the file has lost the order of the exercises, because its rows were sorted. */
  isOrdered: boolean;
  setCount: number;
  /** The lines of the file on which the rows of the workout's sets begin, in order. */
  lines: readonly number[];
}>;

/** An own exercise in a file of the format `irontrack`, with its id in the account that exported the file. */
export type ImportedOwnExercise = Readonly<{ id: ExerciseId; isArchived: boolean; createdAt: Instant }> &
  Texts &
  Omit<Traits, 'tags' | 'imagePathStart' | 'imagePathEnd'>;

/**
 * The profile in a file of the format `irontrack`. Its training maxes name exercises by their ids in the account that
 * exported the file.
 */
export type ImportedProfile = Preferences &
  Readonly<{
    gear: Readonly<Record<WeightUnit, Gear | null>>;
    forCoaches: ForCoaches;
    trainingMaxes: readonly Readonly<{ exerciseId: ExerciseId; weight: Weight; setOn: Day }>[];
  }>;

/** A training unit in a file of the format `irontrack`, with its id in the account that exported the file. */
export type ImportedUnit = Readonly<{
  id: UnitId;
  createdAt: Instant;
  name: string;
  description: string | null;
  isArchived: boolean;
  exercises: readonly ImportedUnitExercise[];
}>;

/**
 * An exercise of an `ImportedUnit`. Its id and its links to exercises are those of the account that exported the file.
 */
export type ImportedUnitExercise = Muscles &
  Readonly<{
    id: UnitExerciseId;
    exerciseId: ExerciseId | null;
    name: string;
    mode: Mode;
    supersetGroup: number | null;
    sets: number;
    target: Target;
    restSeconds: number | null;
    loading: Loading;
    progression: Progression;
    notes: string | null;
    alternatives: readonly Readonly<{ exerciseId: ExerciseId | null; name: string }>[];
  }>;

/** A training plan in a file of the format `irontrack`. Its ids are those of the account that exported the file. */
export type ImportedPlan = Readonly<{
  id: PlanId;
  createdAt: Instant;
  name: string;
  description: string | null;
  difficulty: Difficulty;
  weeks: number;
  repeats: number | null;
  isArchived: boolean;
  units: readonly Readonly<{ unitId: UnitId | null; name: string; day: number }>[];
}>;

/**
 * A measurement of the body in an imported file. `identity` tells it apart from the others of the file, and is the same
 * when the app exports it again. `id`: its id in the account that exported the file, which only the format `irontrack`
 * has.
 */
export type ImportedMeasurement = Readonly<{
  identity: string;
  id?: MeasurementId;
  content: MeasurementContent;
}>;

/** The schedule in a file of the format `irontrack`. Its ids are those of the account that exported the file. */
export type ImportedSchedule = Readonly<{
  planId: PlanId | null;
  name: string;
  startsOn: Day;
  weeks: number;
  repeats: number | null;
  units: readonly Readonly<{ id: PlanUnitId; unitId: UnitId | null; name: string; day: number; order: number }>[];
  parts: readonly Readonly<{ day: number; on: Day }>[];
  pausedFrom: Day | null;
  endedFrom: Day | null;
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
  | Readonly<{ type: 'exercise'; line: number; exercise: ImportedOwnExercise }>
  | Readonly<{ type: 'profile'; line: number; profile: ImportedProfile }>
  | Readonly<{ type: 'unit'; line: number; unit: ImportedUnit }>
  | Readonly<{ type: 'plan'; line: number; plan: ImportedPlan }>
  /** `bytes` is null when the whole file has been read before. */
  | Readonly<{ type: 'measurement'; line: number; measurement: ImportedMeasurement; bytes: number | null }>
  | Readonly<{ type: 'schedule'; line: number; schedule: ImportedSchedule }>
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
