import { z } from 'zod';
import type { ExerciseId, UnitExerciseId } from '../../events/ids.ts';
import { maxAlternatives, maxUnitExercises, plannedSets, restSeconds } from '../../events/training-values.ts';
import { loadings, modes, supersetGroup } from '../../events/values.ts';
import { anyId, integer, listOf, name, notes, ownId } from '../requests/fields.ts';
import { requiredWithoutExercise } from '../training-sessions/entry-requests.ts';
import { exerciseMeanings } from './meanings.ts';
import { noTarget, progression, target } from './progression-requests.ts';

const alternative = z
  .strictObject({ exerciseId: anyId<ExerciseId>().nullable().default(null), name: name.exactOptional() })
  .refine(...requiredWithoutExercise('name'));

const fields = {
  exerciseId: anyId<ExerciseId>().nullable().describe(exerciseMeanings.exerciseId),
  name,
  mode: z.enum(modes),
  supersetGroup: integer(supersetGroup.min, supersetGroup.max).nullable().describe(exerciseMeanings.supersetGroup),
  sets: integer(plannedSets.min, plannedSets.max).describe(exerciseMeanings.sets),
  target,
  restSeconds: integer(restSeconds.min, restSeconds.max).nullable().describe(exerciseMeanings.restSeconds),
  loading: z.enum(loadings).describe(exerciseMeanings.loading),
  progression,
  notes: notes.nullable(),
  alternatives: listOf(alternative, { max: maxAlternatives }).describe(exerciseMeanings.alternatives),
};

/** The fields of a request that adds an exercise to a unit. */
export const newExercise = {
  id: ownId<UnitExerciseId>()
    .exactOptional()
    .describe('An id that the client has made. The server makes one by default.'),
  exerciseId: fields.exerciseId.default(null),
  name: name.exactOptional().describe('The name. Required without `exerciseId`, else by default that of the exercise.'),
  mode: fields.mode.exactOptional().describe(`${exerciseMeanings.mode} Required without \`exerciseId\`.`),
  supersetGroup: fields.supersetGroup.default(null),
  sets: fields.sets.default(1),
  target: target.default(noTarget),
  restSeconds: fields.restSeconds.default(null),
  loading: fields.loading.default('steps'),
  progression: progression.default({ type: 'none' }),
  notes: fields.notes.default(null),
  alternatives: fields.alternatives.default([]),
};

export const addUnitExercise = z
  .strictObject(newExercise)
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));
export type NewExercise = z.output<typeof addUnitExercise>;

const optional = Object.fromEntries(
  Object.entries(fields).map(([member, field]) => [member, field.exactOptional()]),
) as unknown as { [Name in keyof typeof fields]: z.ZodExactOptional<(typeof fields)[Name]> };

export const editUnitExercise = z.strictObject(optional);

export const reorderUnitExercises = z.strictObject({
  ids: listOf(anyId<UnitExerciseId>(), { max: maxUnitExercises }).describe(
    'The id of every exercise, in the new order.',
  ),
});
