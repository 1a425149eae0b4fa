import { z } from 'zod';
import { difficulties, exerciseCategories, itemId } from '../../events/values.ts';
import { booleanText, integerText, listOf, text } from '../requests/fields.ts';
import { maxDocuments, pageParameters, searchString, sortOrder, updatedAfter } from '../requests/list.ts';

const itemText = integerText(itemId.min, itemId.max);

/** A filter by reference-list items. Its query parameter may be repeated, once per item. */
const itemFilter = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), listOf(itemText))
  .optional()
  .describe('Numbers of items. Only exercises with any of them.');

export const listExercises = z.strictObject({
  ...pageParameters,
  searchString: searchString.describe(
    'Words of the name or of an alias, in any order, with parts of words and slips. The best ones come first.',
  ),
  scope: z
    .enum(['all', 'user', 'system'])
    .default('all')
    .describe('`user`: only own exercises. `system`: only those of the catalogue.'),
  orderBy: z
    .enum(['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug'])
    .optional()
    .describe('What the list is sorted by: the name by default, the relevance in a search.'),
  sortOrder: sortOrder.default('asc'),
  primaryMuscles: itemFilter,
  equipment: itemFilter,
  tags: itemFilter,
  category: z.enum(exerciseCategories).optional().describe('Only exercises of this category.'),
  archived: booleanText.default(false).describe('With `true` only archived exercises. By default only those in use.'),
  difficultyLevel: z.enum(difficulties).optional().describe('Only exercises of this difficulty.'),
  updatedAfter,
});

/** A search criterion. An empty query parameter counts as an absent one. */
const criterion = z.preprocess((value) => (value === '' ? undefined : value), text(200).optional());
/** The criteria of a search for exercises. Unknown query parameters are ignored. */
export const criteria = z.object({
  name: criterion.describe('The exact name of an own exercise.'),
  slug: criterion.describe('The slug of an exercise of the catalogue.'),
});

export const listHistory = z.strictObject({
  ...pageParameters,
  pageSize: integerText(1, maxDocuments)
    .default(maxDocuments)
    .meta({ description: 'How many items a page has at most.', default: maxDocuments }),
  sortOrder: sortOrder.default('desc'),
});
