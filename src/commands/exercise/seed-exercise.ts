import type { Content } from '../../documents/exercise.ts';
import { mergeSeed } from '../../documents/seeded.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { addCatalogueExercise } from './add-catalogue-exercise.ts';
import { checkContent } from './content.ts';
import { nextSlug } from './slug.ts';
import { contentOf, type Exercise } from './state.ts';

/**
 * Adds or updates a catalogue exercise from the seed data. Keeps what people have changed, and never restores a deleted
 * exercise.
 */
export type SeedExercise = Readonly<{ type: 'SeedExercise'; data: Content & { exerciseId: ExerciseId } }>;

export function seedExercise({ data }: SeedExercise, exercise: Exercise): ExerciseEvent[] {
  if (exercise.kind === 'absent') return addCatalogueExercise({ data }, exercise);
  if (exercise.kind === 'gone') return [];
  const { document, seeded } = exercise;
  const { exerciseId: _, ...wanted } = data;
  const merged = mergeSeed<Content>(seeded, contentOf(document), wanted);
  if (!merged) return [];
  const { content, adopted } = merged;
  const revised = { slug: nextSlug(document, checkContent(content)), ...content };
  return [{ type: 'CatalogueExerciseRevised', data: adopted.length > 0 ? { ...revised, adopted } : revised }];
}
