import type { Content } from '../../documents/exercise.ts';
import { present } from '../../documents/presence.ts';
import { changedMembers } from '../../documents/seeded.ts';
import { notFound } from '../../errors.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import { checkContent } from './content.ts';
import type { WithReferenceLists } from './references.ts';
import { nextSlug } from './slug.ts';
import { contentOf, type Exercise } from './state.ts';

/** Changes an exercise of the catalogue. Members that are absent in `data` stay as they are. */
export type ReviseCatalogueExercise = WithReferenceLists<'ReviseCatalogueExercise', Partial<Content>>;

export function admitRevisionOfCatalogue(exercise: Exercise): void {
  if (!present(exercise, 'exercise').document.isSystem) throw notFound('exercise');
}

export function reviseCatalogueExercise({ data }: ReviseCatalogueExercise, exercise: Exercise): ExerciseEvent[] {
  const { document } = present(exercise, 'exercise');
  const before = contentOf(document);
  const content = { ...before, ...data };
  if (changedMembers(before, content).length === 0) return [];
  const slug = nextSlug(document, checkContent(content));
  return [{ type: 'CatalogueExerciseRevised', data: { slug, ...content } }];
}
