import { z } from 'zod';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import { supersetGroup as groups, maxExercises, modes } from '../../events/values.ts';
import { anyId, integer, listOf, name, notes, ownId } from '../requests/fields.ts';
import { isObject, rule } from '../requests/validation-errors.ts';

const mode = z.enum(modes);
const supersetGroup = integer(groups.min, groups.max);

export const addExercise = z
  .strictObject({
    id: ownId<EntryId>().exactOptional(),
    exerciseId: anyId<ExerciseId>().nullable().default(null),
    name: name.exactOptional(),
    mode,
    supersetGroup: supersetGroup.nullable().default(null),
    notes: notes.nullable().default(null),
  })
  // A request without `name` must name an exercise: the entry then copies the exercise's name.
  .refine((body) => body.name !== undefined || body.exerciseId !== null, {
    ...rule('missing', 'Required without exerciseId.'),
    path: ['name'],
    // This rule runs also when other fields are invalid, so that one response lists every error.
    when: isObject,
  });

export const editExercise = z.strictObject({
  exerciseId: anyId<ExerciseId>().nullable().exactOptional(),
  name: name.exactOptional(),
  mode: mode.exactOptional(),
  supersetGroup: supersetGroup.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
});

export const reorderExercises = z.strictObject({ ids: listOf(anyId<EntryId>(), { max: maxExercises }) });
