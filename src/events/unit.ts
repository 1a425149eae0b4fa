import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import { type Muscles, noMuscles } from './exercise.ts';
import type { AccountId, ExerciseId, UnitExerciseId, UnitId } from './ids.ts';
import type { Progression, Target } from './progression.ts';
import { type SharingEvent, sharingSchemas } from './sharing.ts';
import type { Loading, Mode } from './values.ts';

/**
 * An exercise of a training unit. Name, mode and muscles are copied from the exercise, so that the unit keeps them when the
 * exercise is changed or deleted, and shows them to accounts that cannot read it. Without a link it has no muscles.
 */
export type UnitExercise = Muscles &
  Readonly<{
    exerciseId: ExerciseId | null;
    mode: Mode;
    /** Exercises with the same number form a superset. Null for no superset. */
    supersetGroup: number | null;
    sets: number;
    target: Target;
    /** The rest between two sets. */
    restSeconds: number | null;
    loading: Loading;
    progression: Progression;
    /**
     * The exercises that the athlete may do instead; null for one that has only a name. Their names are in `personal`,
     * in the same order.
     */
    alternatives: readonly (ExerciseId | null)[];
    personal: Readonly<{ name: string; notes: string | null; alternatives: readonly string[] }>;
  }>;

type InUnit = { unitExerciseId: UnitExerciseId };

/** Events of one training unit: what an athlete plans to do on one day. */
export type UnitEvent =
  | UnitCreated
  | Event<'UnitEdited', { personal: { name: string; description: string | null } }>
  | Event<'UnitExerciseAdded', InUnit & UnitExercise>
  | Event<'UnitExerciseEdited', InUnit & UnitExercise>
  | Event<'UnitExerciseRemoved', InUnit>
  | Event<'UnitExercisesReordered', { unitExerciseIds: readonly UnitExerciseId[] }>
  | Event<'UnitArchived', NoData>
  | Event<'UnitRestored', NoData>
  | Event<'UnitDeleted', NoData>
  | SharingEvent
  | ClaimLapsed;

export type UnitCreated = Event<
  'UnitCreated',
  {
    unitId: UnitId;
    userId: AccountId;
    /** The unit that this one is a copy of. */
    copyOf: UnitId | null;
    personal: { name: string; description: string | null };
  }
>;

export const unitEvents = {
  name: 'training unit',
  quota: { kind: 'units', name: 'training units', limit: 1_000 },
  feed: { deletions: true },
  schemas: {
    UnitCreated: 1,
    UnitEdited: 1,
    UnitExerciseAdded: 2,
    UnitExerciseEdited: 2,
    UnitExerciseRemoved: 1,
    UnitExercisesReordered: 1,
    UnitArchived: 1,
    UnitRestored: 1,
    UnitDeleted: 1,
    ...sharingSchemas,
    ClaimLapsed: 1,
  },
  endings: ['UnitDeleted'],
  // Exercises of schema 1 have no muscles.
  upcasters: { UnitExerciseAdded: { 1: withoutMuscles }, UnitExerciseEdited: { 1: withoutMuscles } },
} as const satisfies EventTypes<UnitEvent>;

function withoutMuscles(data: object): object {
  return { ...data, ...noMuscles };
}
