import { z } from 'zod';
import { slugOf } from '../../documents/exercise.ts';
import type { ExerciseId } from '../../events/ids.ts';
import {
  catalogueNameLength,
  difficulties,
  exerciseCategories,
  forces,
  imagePathLength,
  imagePathPattern,
  itemId,
  maxAliases,
  mechanics,
  metrics as metricNames,
  safetyLength,
} from '../../events/values.ts';
import { anyId, name as entryName, integer, listOf, nameOf, notes, ownId, text } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';

/** The name of the entries to link, exactly as the sessions have it. */
export const linkEntries = z.strictObject({ name: entryName });

export const exercisePath = z.object({ id: anyId<ExerciseId>().describe('The id of the exercise.') });

const name = nameOf(catalogueNameLength);
/**
 * The name of a catalogue exercise. The exercise's slug is made from the name, so the name must contain characters that
 * a slug can have.
 */
const catalogueName = name.refine(
  (value) => slugOf(value) !== '',
  rule('value_error', 'Must contain a Latin letter or a digit.'),
);

/** A list of item numbers of a reference list, with at least one number. Repeated numbers are removed. */
const items = listOf(integer(itemId.min, itemId.max), { min: 1 })
  .transform((ids) => [...new Set(ids)])
  .describe('Numbers of items of the reference list. Repeated numbers count once.');
/** A list of item numbers that may be `null`, which means an empty list. */
const clearableItems = items.nullable().transform((ids) => ids ?? []);
const category = z.enum(exerciseCategories);
const difficultyLevel = z.enum(difficulties);
const force = z.enum(forces).nullable();
const mechanic = z.enum(mechanics).nullable();
const metrics = listOf(z.enum(metricNames), { min: 1 })
  .transform((all) => [...new Set(all)])
  .describe('What a set usually records. By default it follows from the category.');
const aliases = listOf(entryName, { max: maxAliases }).describe('Further names for the search.');
const safety = text(safetyLength.max).nullable();
const imagePath = text(imagePathLength.max)
  .refine(
    (value) => imagePathPattern.test(value),
    rule(
      'string_pattern_mismatch',
      'Must be an absolute path of lower-case letters, digits, - and _ to an image file.',
    ),
  )
  .meta({ pattern: imagePathPattern.source })
  .nullable();

/** The fields of a request that adds an exercise. */
const newFields = {
  name,
  primaryMuscles: items,
  difficultyLevel,
  category,
  secondaryMuscles: clearableItems.default([]),
  equipment: clearableItems.default([]),
  force: force.default(null),
  mechanic: mechanic.default(null),
  aliases: aliases.default([]),
  safety: safety.default(null),
  metrics: metrics.exactOptional(),
};

/** The fields of a request that revises an exercise. A field that the request leaves out keeps its value. */
const revisedFields = {
  name: name.exactOptional(),
  primaryMuscles: items.exactOptional(),
  secondaryMuscles: clearableItems.exactOptional(),
  equipment: clearableItems.exactOptional(),
  difficultyLevel: difficultyLevel.exactOptional(),
  category: category.exactOptional(),
  force: force.exactOptional(),
  mechanic: mechanic.exactOptional(),
  instructions: notes.nullable().exactOptional(),
  aliases: aliases.exactOptional(),
  safety: safety.exactOptional(),
  metrics: metrics.exactOptional(),
};

export const addOwn = z.strictObject({
  id: ownId<ExerciseId>().exactOptional(),
  ...newFields,
  instructions: notes.nullable().default(null),
});

export const addToCatalogue = z.strictObject({
  ...newFields,
  name: catalogueName,
  instructions: notes,
  tags: items,
  imagePathStart: imagePath.default(null),
  imagePathEnd: imagePath.default(null),
});

export const reviseOwn = z.strictObject(revisedFields);

export const reviseInCatalogue = z.strictObject({
  ...revisedFields,
  name: catalogueName.exactOptional(),
  tags: items.exactOptional(),
  imagePathStart: imagePath.exactOptional(),
  imagePathEnd: imagePath.exactOptional(),
});
