import type { Content } from '../../documents/exercise.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { checkContent, ownDataOf } from './content.ts';
import type { WithReferenceLists } from './references.ts';
import { checkAbsent, type Exercise } from './state.ts';

export type AddOwnExercise = WithReferenceLists<
  'AddOwnExercise',
  Content & { exerciseId: ExerciseId; createdBy: AccountId }
>;

export function addOwnExercise({ data }: AddOwnExercise, exercise: Exercise): ExerciseEvent[] {
  checkAbsent(exercise);
  const { exerciseId, createdBy, ...content } = data;
  return [{ type: 'OwnExerciseAdded', data: { exerciseId, createdBy, ...ownDataOf(checkContent(content)) } }];
}
