import type { Content } from '../../documents/exercise.ts';
import { present } from '../../documents/presence.ts';
import { changedMembers } from '../../documents/seeded.ts';
import { notFound } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId } from '../../events/ids.ts';
import { checkContent, ownDataOf } from './content.ts';
import type { WithReferenceLists } from './references.ts';
import { contentOf, type Exercise } from './state.ts';

/** Changes an own exercise. Members that are absent in `data` stay as they are. */
export type ReviseOwnExercise = WithReferenceLists<'ReviseOwnExercise', Partial<Content>>;

/**
 * Refuses everyone but the athlete who added the exercise, with the answer for an exercise that does not exist.
 * Catalogue exercises get that answer too.
 */
export function admitRevisionOfOwn(exercise: Exercise, by: AccountId): void {
  if (present(exercise, 'exercise').document.createdBy !== by) throw notFound('exercise');
}

export function reviseOwnExercise({ data }: ReviseOwnExercise, exercise: Exercise): ExerciseEvent[] {
  const before = contentOf(present(exercise, 'exercise').document);
  const content = { ...before, ...data };
  if (changedMembers(before, content).length === 0) return [];
  return [{ type: 'OwnExerciseRevised', data: ownDataOf(checkContent(content)) }];
}
