import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Exercise } from './state.ts';

/** Deletes an exercise: superusers may delete exercises of the catalogue, athletes their own exercises. */
export type DeleteExercise = Readonly<{ type: 'DeleteExercise'; data: { isSuperuser: boolean } }>;

export function admitDeletion({ data }: DeleteExercise, exercise: Exercise, by: AccountId): void {
  const { isSystem, createdBy } = present(exercise, 'exercise').document;
  if (isSystem ? data.isSuperuser : createdBy === by) return;
  throw new DomainError('exercise-not-yours', 'You may not delete this exercise.');
}

export const deleteExercise = (): ExerciseEvent[] => [{ type: 'ExerciseDeleted', data: {} }];
