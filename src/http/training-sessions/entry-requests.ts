import { z } from 'zod';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import { supersetGroup as groups, type Mode, maxExercises, modes } from '../../events/values.ts';
import { anyId, integer, listOf, name, notes, ownId } from '../requests/fields.ts';
import { isObject, rule } from '../requests/validation-errors.ts';

const mode = z.enum(modes);
const supersetGroup = integer(groups.min, groups.max);

type Described = Readonly<{ exerciseId: ExerciseId | null; name?: string; mode?: Mode }>;

/** The rule that a request which names no exercise, from which an entry could take this field, has the field itself. */
const requiredWithoutExercise = (field: 'name' | 'mode') =>
  [
    (body: Described) => body[field] !== undefined || body.exerciseId !== null,
    // This rule runs also when other fields are invalid, so that one response lists every error.
    { ...rule('missing', 'Required without exerciseId.'), path: [field] as PropertyKey[], when: isObject },
  ] as const;

export const addExercise = z
  .strictObject({
    id: ownId<EntryId>().exactOptional(),
    exerciseId: anyId<ExerciseId>().nullable().default(null),
    name: name.exactOptional(),
    mode: mode.exactOptional(),
    supersetGroup: supersetGroup.nullable().default(null),
    notes: notes.nullable().default(null),
  })
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));

export const editExercise = z.strictObject({
  exerciseId: anyId<ExerciseId>().nullable().exactOptional(),
  name: name.exactOptional(),
  mode: mode.exactOptional(),
  supersetGroup: supersetGroup.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
});

export const reorderExercises = z.strictObject({ ids: listOf(anyId<EntryId>(), { max: maxExercises }) });
