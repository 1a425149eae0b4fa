import type { Content } from '../../documents/exercise.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { checkContent } from './content.ts';
import type { WithReferenceLists } from './references.ts';
import { slugFor } from './slug.ts';
import { checkAbsent, type Exercise } from './state.ts';

export type AddCatalogueExercise = WithReferenceLists<'AddCatalogueExercise', Content & { exerciseId: ExerciseId }>;

export function addCatalogueExercise(
  { data }: Pick<AddCatalogueExercise, 'data'>,
  exercise: Exercise,
): ExerciseEvent[] {
  checkAbsent(exercise);
  const { exerciseId, ...content } = data;
  const slug = slugFor(checkContent(content));
  return [{ type: 'CatalogueExerciseAdded', data: { exerciseId, slug, ...content } }];
}
