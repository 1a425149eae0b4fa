import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { Muscles } from '../events/exercise.ts';
import type { AccountId, ExerciseId, Instant, UnitExerciseId, UnitId } from '../events/ids.ts';
import type { Progression, Target } from '../events/progression.ts';
import type { UnitCreated, UnitEvent, UnitExercise } from '../events/unit.ts';
import type { Loading, Mode } from '../events/values.ts';
import { arranged, numbered } from './entries.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';
import { notShared, type Sharing, sharingChanges } from './sharing.ts';

/** An exercise that an athlete may do instead of another one. */
export type Alternative = Readonly<{ exerciseId: ExerciseId | null; name: string }>;

/**
 * An exercise of a training unit as clients see it; `order` counts from 0 within the unit. Queries and HTTP add the names of
 * the muscles.
 */
export type UnitExerciseDocument = Muscles &
  Readonly<{
    id: UnitExerciseId;
    exerciseId: ExerciseId | null;
    name: string;
    mode: Mode;
    order: number;
    supersetGroup: number | null;
    sets: number;
    target: Target;
    restSeconds: number | null;
    loading: Loading;
    progression: Progression;
    notes: string | null;
    alternatives: readonly Alternative[];
  }>;

/** A training unit as clients see it. `archivedAt` is null while the unit is in use. */
export type UnitDocument = Sharing &
  Readonly<{
    id: UnitId;
    userId: AccountId;
    name: string;
    description: string | null;
    archivedAt: Instant | null;
    copyOf: UnitId | null;
    exercises: readonly UnitExerciseDocument[];
    revision: number;
    createdAt: Instant;
    updatedAt: Instant;
  }>;

export type UnitPresence = Presence<UnitDocument>;

export const unitFold: Fold<UnitPresence, UnitEvent> = { initial: absent, evolve: foldUnit };

function foldUnit(unit: UnitPresence, event: StreamEvent<UnitEvent>): UnitPresence {
  if (event.type === 'UnitCreated') return { kind: 'present', document: created(event) };
  // A uniqueness claim may lapse before the unit is created or after it is deleted.
  if (event.type === 'ClaimLapsed' && unit.kind !== 'present') return unit;
  if (unit.kind !== 'present') throw new Error(`${event.type} of a training unit that is ${unit.kind}`);
  if (event.type === 'UnitDeleted') return gone;
  const { document } = unit;
  if (event.type === 'ClaimLapsed') return { kind: 'present', document: { ...document, revision: event.revision } };
  const stamp = { revision: event.revision, updatedAt: event.metadata.receivedAt };
  return { kind: 'present', document: { ...document, ...changes(document, event), ...stamp } };
}

const created = ({ data, revision, metadata }: StreamEvent<UnitCreated>): UnitDocument => ({
  id: data.unitId,
  userId: data.userId,
  ...data.personal,
  archivedAt: null,
  copyOf: data.copyOf,
  ...notShared,
  exercises: [],
  revision,
  createdAt: metadata.receivedAt,
  updatedAt: metadata.receivedAt,
});

type Change = StreamEvent<Exclude<UnitEvent, { type: 'UnitCreated' | 'UnitDeleted' | 'ClaimLapsed' }>>;

function changes(document: UnitDocument, event: Change): Partial<UnitDocument> {
  const { exercises } = document;
  switch (event.type) {
    case 'UnitEdited':
      return event.data.personal;
    case 'UnitExerciseAdded':
      return { exercises: [...exercises, unitExerciseOf(event.data.unitExerciseId, exercises.length, event.data)] };
    case 'UnitExerciseEdited': {
      const { unitExerciseId: id } = event.data;
      return {
        exercises: exercises.map((each) => (each.id === id ? unitExerciseOf(id, each.order, event.data) : each)),
      };
    }
    case 'UnitExerciseRemoved':
      return { exercises: numbered(exercises.filter(({ id }) => id !== event.data.unitExerciseId)) };
    case 'UnitExercisesReordered':
      return { exercises: arranged(exercises, event.data.unitExerciseIds) };
    case 'UnitArchived':
      return { archivedAt: event.metadata.receivedAt };
    case 'UnitRestored':
      return { archivedAt: null };
    case 'SharingChanged':
    case 'AccessGranted':
    case 'AccessEnded':
      return sharingChanges(document, event);
    default:
      return assertNever(event);
  }
}

/** Makes the document of an exercise. JSON answers list its members in this order. */
export const unitExerciseOf = (id: UnitExerciseId, order: number, data: UnitExercise): UnitExerciseDocument => ({
  id,
  exerciseId: data.exerciseId,
  name: data.personal.name,
  mode: data.mode,
  primaryMuscles: data.primaryMuscles,
  secondaryMuscles: data.secondaryMuscles,
  order,
  supersetGroup: data.supersetGroup,
  sets: data.sets,
  target: data.target,
  restSeconds: data.restSeconds,
  loading: data.loading,
  progression: data.progression,
  notes: data.personal.notes,
  alternatives: data.alternatives.map((exerciseId, at) => ({ exerciseId, name: data.personal.alternatives[at] ?? '' })),
});

/** The event data that would create this exercise. */
export const unitExerciseDataOf = (document: Omit<UnitExerciseDocument, 'id' | 'order'>): UnitExercise => ({
  exerciseId: document.exerciseId,
  mode: document.mode,
  primaryMuscles: document.primaryMuscles,
  secondaryMuscles: document.secondaryMuscles,
  supersetGroup: document.supersetGroup,
  sets: document.sets,
  target: document.target,
  restSeconds: document.restSeconds,
  loading: document.loading,
  progression: document.progression,
  alternatives: document.alternatives.map(({ exerciseId }) => exerciseId),
  personal: {
    name: document.name,
    notes: document.notes,
    alternatives: document.alternatives.map(({ name }) => name),
  },
});
