export { exercise } from '../../../src/commands/exercise/decider.ts';

import { type ExerciseCommand, exercise } from '../../../src/commands/exercise/decider.ts';
import type { ReferenceLists } from '../../../src/commands/exercise/references.ts';
import type { Content } from '../../../src/documents/exercise.ts';
import type { ReferenceListDocument } from '../../../src/documents/reference-list.ts';
import type { ExerciseEvent } from '../../../src/events/exercise.ts';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { athlete, specificationOf } from '../../support/specification.ts';

export const given = specificationOf(exercise);
export const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;

const listOf = (...ids: number[]): ReferenceListDocument => ({
  items: ids.map((id) => ({ id, name: `item ${id}`, anatomicalName: null })),
  ...{ highest: 0, latest: null, seeded: {} },
});
export const referenceLists: ReferenceLists = {
  muscleGroups: listOf(1, 2),
  equipment: listOf(11),
  exerciseTags: listOf(21),
};

export const content: Content = {
  ...{ name: 'Bench Press', aliases: [], instructions: 'Press.', safety: null },
  ...{ category: 'strength', difficultyLevel: 'beginner', force: 'push', mechanic: 'compound' },
  ...{ primaryMuscles: [1], secondaryMuscles: [2], equipment: [11], tags: [21], metrics: ['weight', 'reps'] },
  ...{ imagePathStart: null, imagePathEnd: null },
};

type Change = Partial<Content>;

const ownData = (change: Change = {}) => {
  const { name, aliases, instructions, safety, ...traits } = { ...content, tags: [], ...change };
  return { ...traits, personal: { name, aliases, instructions, safety } };
};
export const ownAdded = (change: Change = {}): ExerciseEvent => ({
  type: 'OwnExerciseAdded',
  data: { exerciseId, createdBy: athlete, copyOf: null, ...ownData(change) },
});
export const ownRevised = (change: Change): ExerciseEvent => ({ type: 'OwnExerciseRevised', data: ownData(change) });
export const added = (change: Change & { slug?: string } = {}): ExerciseEvent => ({
  type: 'CatalogueExerciseAdded',
  data: { exerciseId, slug: 'bench-press', ...content, ...change },
});
export const revised = (change: Change & { slug?: string }): ExerciseEvent => ({
  type: 'CatalogueExerciseRevised',
  data: { slug: 'bench-press', ...content, ...change },
});
export const archived: ExerciseEvent = { type: 'ExerciseArchived', data: {} };
export const restored: ExerciseEvent = { type: 'ExerciseRestored', data: {} };
export const deleted: ExerciseEvent = { type: 'ExerciseDeleted', data: {} };
export const lapsed: ExerciseEvent = { type: 'ClaimLapsed', data: { scope: 'exercise-name', key: 'c0ffee' } };

export const addOwn = (change: Change = {}): ExerciseCommand => ({
  type: 'AddOwnExercise',
  data: { ...content, tags: [], ...change, exerciseId, createdBy: athlete },
  referenceLists,
});
export const reviseOwn = (data: Change): ExerciseCommand => ({ type: 'ReviseOwnExercise', data, referenceLists });
export const addToCatalogue = (change: Change = {}): ExerciseCommand => ({
  type: 'AddCatalogueExercise',
  data: { ...content, ...change, exerciseId },
  referenceLists,
});
export const revise = (data: Change): ExerciseCommand => ({ type: 'ReviseCatalogueExercise', data, referenceLists });
export const remove = (isSuperuser = false): ExerciseCommand => ({ type: 'DeleteExercise', data: { isSuperuser } });
export const archive = (isSuperuser = false): ExerciseCommand => ({ type: 'ArchiveExercise', data: { isSuperuser } });
export const restore = (isSuperuser = false): ExerciseCommand => ({ type: 'RestoreExercise', data: { isSuperuser } });
export const seed = (change: Change = {}): ExerciseCommand => ({
  type: 'SeedExercise',
  data: { ...content, ...change, exerciseId },
});
