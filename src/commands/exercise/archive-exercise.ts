import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RestoreExercise } from './restore-exercise.ts';
import type { Exercise } from './state.ts';

/** Takes an exercise out of lists and searches. The name of an own exercise becomes free. */
export type ArchiveExercise = Readonly<{ type: 'ArchiveExercise'; data: { isSuperuser: boolean } }>;

/** Admits athletes to their own exercises, and superusers to those of the catalogue. */
export function admitArchiving({ data }: ArchiveExercise | RestoreExercise, exercise: Exercise, by: AccountId): void {
  const { isSystem, createdBy } = present(exercise, 'exercise').document;
  if (!isSystem && createdBy !== by) throw notFound('exercise');
  if (isSystem && !data.isSuperuser) {
    throw new DomainError('exercise-not-yours', 'Only superusers may archive exercises of the catalogue.');
  }
}

export const archiveExercise = (exercise: Exercise): ExerciseEvent[] =>
  present(exercise, 'exercise').document.archivedAt === undefined ? [{ type: 'ExerciseArchived', data: {} }] : [];
