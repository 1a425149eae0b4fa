import { z } from 'zod';
import type { AccountId, UnitExerciseId, UnitId } from '../../events/ids.ts';
import { maxUnitExercises } from '../../events/training-values.ts';
import { anyId, booleanText, instant, integer, listOf, name, notes, ownId, readOnly } from '../requests/fields.ts';
import { pageParameters, searchString, sortOrder, updatedAfter } from '../requests/list.ts';
import { repeatedSharing, scope } from '../sharing/schemas.ts';
import { requiredWithoutExercise } from '../training-sessions/entry-requests.ts';
import { addUnitExercise, newExercise } from './exercise-requests.ts';
import { unitMeanings } from './meanings.ts';

export const unitPath = z.object({ id: anyId<UnitId>().describe('The id of the training unit.') });
export const unitExercisePath = unitPath.extend({
  unitExerciseId: anyId<UnitExerciseId>().describe('The id of the exercise within the unit.'),
});

const description = notes.nullable().describe(unitMeanings.description);

export const createUnit = z.strictObject({
  id: ownId<UnitId>().exactOptional(),
  name: name.describe(unitMeanings.name),
  description: description.default(null),
  exercises: listOf(addUnitExercise, { max: maxUnitExercises }).default([]).describe('The exercises in order.'),
});

export const editUnit = z.strictObject({
  name: name.exactOptional().describe(unitMeanings.name),
  description: description.exactOptional(),
});

export const copyUnit = z.strictObject({
  id: ownId<UnitId>().exactOptional(),
  name: name.describe('The name of the copy. An account has each name once.'),
});

const count = integer(0, Number.MAX_SAFE_INTEGER);

const muscles = listOf(z.strictObject({ id: count, name: z.string() }));

const replacedExercise = z
  .strictObject({
    ...newExercise,
    order: readOnly(count),
    primaryMuscles: readOnly(muscles),
    secondaryMuscles: readOnly(muscles),
  })
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));

/**
 * The body of a request that says everything about a training unit. A client may send the body of a response back as
 * such a request.
 */
export const replaceUnit = z.strictObject({
  id: anyId<UnitId>().exactOptional(),
  name: name.describe(unitMeanings.name),
  description: description.default(null),
  // Required, so that no client removes exercises by leaving them out.
  exercises: listOf(replacedExercise, { max: maxUnitExercises }),
  userId: readOnly(anyId<AccountId>()),
  archivedAt: readOnly(instant.nullable()),
  copyOf: readOnly(anyId<UnitId>().nullable()),
  ...repeatedSharing,
  revision: readOnly(count),
  createdAt: readOnly(instant),
  updatedAt: readOnly(instant),
});

export const listUnits = z.strictObject({
  ...pageParameters,
  searchString,
  orderBy: z.enum(['name', 'createdAt', 'updatedAt']).default('name').describe('What the list is sorted by.'),
  sortOrder: sortOrder.default('asc'),
  scope,
  archived: booleanText
    .optional()
    .describe('With `true` only archived units, with `false` only those in use. By default both.'),
  updatedAfter,
});
