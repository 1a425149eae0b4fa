import { z } from 'zod';
import { difficulties, exerciseCategories, itemId } from '../../events/values.ts';
import { integerText, listOf, text } from '../requests/fields.ts';
import { maxDocuments, pageParameters, searchString, sortOrder } from '../requests/list.ts';

const itemText = integerText(itemId.min, itemId.max);

/** A parameter that may be repeated. */
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

/** An empty parameter counts as absent. */
const criterion = z.preprocess((value) => (value === '' ? undefined : value), text(200).optional());
/** Unknown parameters are ignored. */
export const criteria = z.object({ name: criterion, slug: criterion });

export const listHistory = z.strictObject({
  ...pageParameters,
  pageSize: integerText(1, maxDocuments).default(maxDocuments),
  sortOrder: sortOrder.default('desc'),
});
