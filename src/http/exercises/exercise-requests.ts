import { z } from 'zod';
import { slugOf } from '../../documents/exercise.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { ExerciseCategory, Metric } from '../../events/values.ts';
import {
  metrics as allMetrics,
  catalogueNameLength,
  difficulties,
  exerciseCategories,
  forces,
  imagePathLength,
  itemId,
  maxAliases,
  mechanics,
  safetyLength,
} from '../../events/values.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, name as anyName, integer, integerText, listOf, nameOf, notes, text } from '../requests/fields.ts';
import { maxDocuments, pageParameters, searchString, sortOrder } from '../requests/list.ts';
import { rule } from '../requests/validation-errors.ts';

const headers = commandHeaders;
const path = z.object({ id: anyId<ExerciseId>() });
const name = nameOf(catalogueNameLength);
/** A name in the catalogue, whose address is made of it. */
const catalogueName = name.refine(
  (value) => slugOf(value) !== '',
  rule('value_error', 'The name needs a Latin letter or a digit.'),
);

/** At least one; what is repeated counts once. */
const items = listOf(integer(itemId.min, itemId.max), { min: 1 }).transform((ids) => [...new Set(ids)]);
const category = z.enum(exerciseCategories);
const difficultyLevel = z.enum(difficulties);
const force = z.enum(forces).nullable();
const mechanic = z.enum(mechanics).nullable();
const metrics = listOf(z.enum(allMetrics), { min: 1 }).transform((all) => [...new Set(all)]);
const aliases = listOf(anyName, { max: maxAliases });
const safety = text(safetyLength.max).nullable();
const image = text(imagePathLength.max)
  .refine(
    (value) => /^(\/[a-z0-9_-]+)+\.(jpg|jpeg|png|webp)$/.test(value),
    rule('string_pattern_mismatch', 'A path from / on, of lower-case letters, digits, - and _, to a picture.'),
  )
  .nullable();
/** `null` is none. */
const clearable = items.nullable().transform((ids) => ids ?? []);

/** What may be left out of every exercise, and what it is then. */
const common = {
  ...{ name, primaryMuscles: items, difficultyLevel, category },
  secondaryMuscles: clearable.default([]),
  equipment: clearable.default([]),
  force: force.default(null),
  mechanic: mechanic.default(null),
  aliases: aliases.default([]),
  safety: safety.default(null),
  metrics: metrics.exactOptional(),
};

const changes = {
  ...{ name: name.exactOptional(), primaryMuscles: items.exactOptional() },
  ...{ secondaryMuscles: clearable.exactOptional(), equipment: clearable.exactOptional() },
  ...{ difficultyLevel: difficultyLevel.exactOptional(), category: category.exactOptional() },
  ...{ force: force.exactOptional(), mechanic: mechanic.exactOptional() },
  ...{ instructions: notes.nullable().exactOptional(), aliases: aliases.exactOptional() },
  ...{ safety: safety.exactOptional(), metrics: metrics.exactOptional() },
};

export const addOwn = z.object({
  headers,
  body: z.strictObject({ ...common, instructions: notes.nullable().default(null) }),
});
export const addToCatalogue = z.object({
  headers,
  body: z.strictObject({
    ...{ ...common, name: catalogueName },
    instructions: notes,
    tags: items,
    imagePathStart: image.default(null),
    imagePathEnd: image.default(null),
  }),
});
export const reviseOwn = z.object({ path, headers, body: z.strictObject(changes) });
export const reviseInCatalogue = z.object({
  path,
  headers,
  body: z.strictObject({
    ...{ ...changes, name: catalogueName.exactOptional() },
    tags: items.exactOptional(),
    imagePathStart: image.exactOptional(),
    imagePathEnd: image.exactOptional(),
  }),
});
export const onExercise = z.object({ path, headers });
export const getExercise = z.object({ path });

/** What people record of a set where nobody says otherwise. */
export const usualMetrics = (of: ExerciseCategory): readonly Metric[] =>
  of === 'cardio' ? ['time', 'distance'] : of === 'stretching' ? ['time'] : ['weight', 'reps'];

/** Once or several times in a query. */
const itemsText = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), listOf(integerText(itemId.min, itemId.max)))
  .optional();

export const listExercises = z.object({
  query: z.strictObject({
    ...pageParameters,
    searchString,
    scope: z.enum(['all', 'user', 'system']).default('all'),
    orderBy: z.enum(['name', 'createdAt', 'updatedAt', 'difficultyLevel', 'category', 'slug']).optional(),
    sortOrder: sortOrder.default('asc'),
    primaryMuscles: itemsText,
    equipment: itemsText,
    tags: itemsText,
    category: category.optional(),
    difficultyLevel: difficultyLevel.optional(),
  }),
});

const criterion = z.preprocess((value) => (value === '' ? undefined : value), text(200).optional());
/** Other parameters mean nothing here. */
export const criteria = z.object({ query: z.object({ name: criterion, slug: criterion }) });

export const history = z.object({
  path,
  query: z.strictObject({
    ...pageParameters,
    pageSize: integerText(1, maxDocuments).default(maxDocuments),
    sortOrder: sortOrder.default('desc'),
  }),
});
