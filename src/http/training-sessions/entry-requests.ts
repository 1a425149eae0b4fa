import { z } from 'zod';
import type { EntryId, ExerciseId, UnitExerciseId } from '../../events/ids.ts';
import {
  supersetGroup as groups,
  type Mode,
  maxExercises,
  maxSets,
  maxSetsPerExercise,
  modes,
} from '../../events/values.ts';
import { anyId, integer, listOf, name, notes, ownId } from '../requests/fields.ts';
import { isObject, rule } from '../requests/validation-errors.ts';
import { entryMeanings } from './meanings.ts';
import { logSet } from './set-requests.ts';

const mode = z.enum(modes);
const supersetGroup = integer(groups.min, groups.max);

type Described = Readonly<{
  exerciseId: ExerciseId | null;
  unitExerciseId?: UnitExerciseId;
  name?: string;
  mode?: Mode;
}>;

/** The rule that a request which names no exercise, from which an entry could take this field, has the field itself. */
export const requiredWithoutExercise = (field: 'name' | 'mode') =>
  [
    (body: Described) => body[field] !== undefined || body.exerciseId !== null || body.unitExerciseId !== undefined,
    // This rule runs also when other fields are invalid, so that one response lists every error.
    { ...rule('missing', 'Required without exerciseId.'), path: [field] as PropertyKey[], when: isObject },
  ] as const;

/** The fields of a request that adds an entry. */
export const newEntry = {
  id: ownId<EntryId>().exactOptional().describe('An id that the client has made. The server makes one by default.'),
  exerciseId: anyId<ExerciseId>().nullable().default(null).describe(entryMeanings.exerciseId),
  name: name.exactOptional().describe('The name. Required without `exerciseId`, else by default that of the exercise.'),
  mode: mode.exactOptional().describe(`${entryMeanings.mode} Required without \`exerciseId\`.`),
  supersetGroup: supersetGroup.nullable().default(null).describe(entryMeanings.supersetGroup),
  notes: notes.nullable().default(null),
};

export const addExercise = z
  .strictObject(newEntry)
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));

/** An entry with its sets, in the request that starts a training session. */
const recordedEntry = z
  .strictObject({
    ...newEntry,
    unitExerciseId: anyId<UnitExerciseId>().exactOptional().describe(entryMeanings.unitExerciseId),
    sets: listOf(logSet, { max: maxSetsPerExercise }).default([]),
  })
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));

/** The rule that unchecked entries have no more sets than a training session may have. */
export const hasRoomForSets = [
  (entries: readonly unknown[]): boolean => {
    let count = 0;
    for (const entry of entries as readonly ({ sets?: unknown } | null)[]) {
      if (Array.isArray(entry?.sets)) count += entry.sets.length;
    }
    return count <= maxSets;
  },
  rule('less_than_equal', `Must have at most ${maxSets} sets in all exercises.`),
] as const;

export const recordedEntries = listOf(recordedEntry, { max: maxExercises, check: hasRoomForSets });
export type RecordedEntries = z.output<typeof recordedEntries>;

export const editExercise = z.strictObject({
  exerciseId: anyId<ExerciseId>().nullable().exactOptional(),
  name: name.exactOptional(),
  mode: mode.exactOptional(),
  supersetGroup: supersetGroup.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
});

export const reorderExercises = z.strictObject({
  ids: listOf(anyId<EntryId>(), { max: maxExercises }).describe('The id of every exercise, in the new order.'),
});
