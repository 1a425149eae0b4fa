import type { Content } from '../../documents/exercise.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import { checkContent, ownDataOf } from './content.ts';
import type { WithReferenceLists } from './references.ts';
import { checkAbsent, type Exercise } from './state.ts';

export type AddOwnExercise = WithReferenceLists<
  'AddOwnExercise',
  Content & {
    exerciseId: ExerciseId;
    createdBy: AccountId;
    /** The exercise of another account that this one is a copy of. */
    copyOf?: ExerciseId;
  }
>;

export function addOwnExercise({ data }: AddOwnExercise, exercise: Exercise): ExerciseEvent[] {
  checkAbsent(exercise);
  const { exerciseId, createdBy, copyOf = null, ...content } = data;
  const created = { exerciseId, createdBy, copyOf };
  return [{ type: 'OwnExerciseAdded', data: { ...created, ...ownDataOf(checkContent(content)) } }];
}
