import { z } from 'zod';
import { difficulties, exerciseCategories, itemId } from '../../events/values.ts';
import { integerText, listOf, text } from '../requests/fields.ts';
import { maxDocuments, pageParameters, searchString, sortOrder } from '../requests/list.ts';

const itemText = integerText(itemId.min, itemId.max);

/** A filter by reference-list items. Its query parameter may be repeated, once per item. */
const itemFilter = z.preprocess((value) => (typeof value === 'string' ? [value] : value), listOf(itemText)).optional();

export const listExercises = z.strictObject({
  ...pageParameters,
  searchString,
  scope: z.enum(['all', 'user', 'system']).default('all'),
  orderBy: z.enum(['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug']).optional(),
  sortOrder: sortOrder.default('asc'),
  primaryMuscles: itemFilter,
  equipment: itemFilter,
  tags: itemFilter,
  category: z.enum(exerciseCategories).optional(),
  difficultyLevel: z.enum(difficulties).optional(),
});

/** A search criterion. An empty query parameter counts as an absent one. */
const criterion = z.preprocess((value) => (value === '' ? undefined : value), text(200).optional());
/** The criteria of a search for exercises. Unknown query parameters are ignored. */
export const criteria = z.object({ name: criterion, slug: criterion });

export const listHistory = z.strictObject({
  ...pageParameters,
  pageSize: integerText(1, maxDocuments).default(maxDocuments),
  sortOrder: sortOrder.default('desc'),
});
