import type { Event } from './event.ts';
import type { AccountId, EntryId, ExerciseId, ImportId, Instant, SessionId, SetId, TimeZone } from './ids.ts';
import type { DistanceUnit, Mode, SetType, WeightUnit } from './values.ts';

/** As the athlete typed it; negative is assistance. */
export type Weight = Readonly<{ value: number; unit: WeightUnit }>;
export type Distance = Readonly<{ value: number; unit: DistanceUnit }>;

/** What was done in one set: whole `reps`, `seconds` with at most three decimals, `rpe` in halves or whole `rir`. */
export type Performance = Readonly<{
  type: SetType;
  weight: Weight | null;
  reps: number | null;
  seconds: number | null;
  distance: Distance | null;
  rpe: number | null;
  rir: number | null;
  performedAt: Instant | null;
  personal: Readonly<{ notes: string | null }>;
}>;

/** How an exercise stands in a session; `name` is a snapshot that outlives the exercise. */
export type Entry = Readonly<{
  exerciseId: ExerciseId | null;
  mode: Mode;
  /** Entries of one group are done side by side. */
  supersetGroup: number | null;
  personal: Readonly<{ name: string; notes: string | null }>;
}>;

/** `correction`: made after the session had ended. */
type Edit<Data> = Data & { correction: boolean };

/** Facts of one training session. */
export type SessionEvent =
  | Event<
      'SessionStarted',
      {
        sessionId: SessionId;
        userId: AccountId;
        startedAt: Instant;
        timezone: TimeZone;
        importId: ImportId | null;
        personal: { name: string | null; notes: string | null };
      }
    >
  | Event<'SessionRenamed', Edit<{ personal: { name: string | null } }>>
  | Event<'SessionNoted', Edit<{ personal: { notes: string | null } }>>
  | Event<'SessionTimesCorrected', Edit<{ startedAt: Instant; endedAt: Instant | null; timezone: TimeZone }>>
  | Event<'SessionCompleted', { endedAt: Instant }>
  | Event<'SessionAborted', { endedAt: Instant }>
  | Event<'SessionDeleted', Record<never, never>>
  | Event<'ExerciseAdded', Edit<{ entryId: EntryId } & Entry>>
  | Event<'ExerciseCorrected', Edit<{ entryId: EntryId } & Entry>>
  | Event<'ExerciseRemoved', Edit<{ entryId: EntryId }>>
  | Event<'ExercisesReordered', Edit<{ entryIds: readonly EntryId[] }>>
  | Event<'SetLogged', Edit<{ entryId: EntryId; setId: SetId } & Performance>>
  | Event<'SetCorrected', Edit<{ entryId: EntryId; setId: SetId } & Performance>>
  | Event<'SetRemoved', Edit<{ entryId: EntryId; setId: SetId }>>
  | Event<'SetsReordered', Edit<{ entryId: EntryId; setIds: readonly SetId[] }>>;
