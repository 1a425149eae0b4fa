import type { ExerciseDocument } from '../../documents/exercise.ts';
import { documentOf } from '../../documents/presence.ts';
import { changedMembers } from '../../documents/seeded.ts';
import { notFound } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId } from '../../events/ids.ts';
import { ownDataOf } from './content.ts';
import { deleteExercise } from './delete-exercise.ts';
import { contentOf, type Exercise } from './state.ts';

/** Gives an own exercise the content of an earlier document of it. `before` is null if it did not exist then. */
export type RevertOwnExercise = Readonly<{
  type: 'RevertOwnExercise';
  data: Readonly<{ before: ExerciseDocument | null }>;
}>;

export function admitReversal({ data: { before } }: RevertOwnExercise, exercise: Exercise, by: AccountId): void {
  const owners = [before, documentOf<ExerciseDocument>(exercise)].map((each) => each?.createdBy ?? by);
  if (owners.some((owner) => owner !== by)) throw notFound('exercise');
}

export function revertOwnExercise({ data: { before } }: RevertOwnExercise, exercise: Exercise): ExerciseEvent[] {
  const document = documentOf<ExerciseDocument>(exercise);
  if (before === null) return document ? deleteExercise() : [];
  return [...contentEvents(document, before), ...archiving(document, before)];
}

function contentEvents(document: ExerciseDocument | null, before: ExerciseDocument): ExerciseEvent[] {
  const data = ownDataOf(contentOf(before));
  if (document) {
    const isSame = changedMembers(contentOf(document), contentOf(before)).length === 0;
    return isSame ? [] : [{ type: 'OwnExerciseRevised', data }];
  }
  const { id: exerciseId, createdBy, copyOf = null } = before;
  if (createdBy === null) throw notFound('exercise');
  return [{ type: 'OwnExerciseAdded', data: { exerciseId, createdBy, copyOf, ...data } }];
}

function archiving(document: ExerciseDocument | null, before: ExerciseDocument): ExerciseEvent[] {
  const [isArchived, wasArchived] = [document, before].map((each) => each?.archivedAt !== undefined);
  if (isArchived === wasArchived) return [];
  return [{ type: wasArchived ? 'ExerciseArchived' : 'ExerciseRestored', data: {} }];
}
