import { type ExerciseDocument, type ExercisePresence, exerciseFold } from '../../documents/exercise.ts';
import { holderOf } from '../../documents/exercise-holder.ts';
import { absent } from '../../documents/presence.ts';
import type { ExerciseEvent } from '../../events/exercise.ts';
import { documentModel } from './document-model.ts';
import { exerciseSearchTextOf } from './exercise-search-text.ts';
import { sortTextOf } from './texts.ts';

/**
 * The exercise catalogue and the athletes' own exercises. A deleted exercise keeps a row without a document. After its
 * deletion only events about lapsed claims can come, so its state is restored like that of an exercise not added yet.
 */
export const exercises = documentModel<ExerciseDocument, ExercisePresence, ExerciseEvent>({
  name: 'exercises',
  table: 'exercises',
  categories: ['exercise'],
  fold: exerciseFold,
  // `seeded`, what the seed data contained, may be null because no column depends on it.
  restore: (document) => (document ? { kind: 'present', document, seeded: null } : absent),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => (owner === 'system' ? null : owner) },
    holder: { type: 'uuid', value: ({ owner }) => holderOf(owner) },
    slug: { type: 'text', value: ({ document }) => document?.slug },
    name: { type: 'text', value: ({ document }) => document?.name },
    sort_name: { type: 'text', value: ({ document }) => document && sortTextOf(document.name) },
    search_text: { type: 'text', value: ({ document }) => document && exerciseSearchTextOf(document) },
    category: { type: 'text', value: ({ document }) => document?.category },
    difficulty: { type: 'text', value: ({ document }) => document?.difficultyLevel },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    updated_at: { type: 'timestamptz', value: ({ document }) => document?.updatedAt },
    primary_muscles: { type: 'int4[]', value: ({ document }) => document && arrayOf(document.primaryMuscles) },
    equipment: { type: 'int4[]', value: ({ document }) => document && arrayOf(document.equipment) },
    tags: { type: 'int4[]', value: ({ document }) => document && arrayOf(document.tags) },
  },
});

const arrayOf = (numbers: readonly number[]): string => `{${numbers.join()}}`;
