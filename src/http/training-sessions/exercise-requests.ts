import { z } from 'zod';
import { maxExercises } from '../../commands/session/rules.ts';
import type { EntryId, ExerciseId } from '../../events/ids.ts';
import { supersetGroup as groups, modes } from '../../events/values.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, integer, listOf, name, notes, ownId } from '../requests/fields.ts';
import { rule } from '../requests/validation-errors.ts';
import { entryPath, sessionPath } from './session-requests.ts';

const headers = commandHeaders;
const mode = z.enum(modes);
const supersetGroup = integer(groups.min, groups.max);

export const addExercise = z.object({
  path: sessionPath,
  headers,
  body: z
    .strictObject({
      id: ownId<EntryId>().exactOptional(),
      exerciseId: anyId<ExerciseId>().nullable().default(null),
      name: name.exactOptional(),
      mode,
      supersetGroup: supersetGroup.nullable().default(null),
      notes: notes.nullable().default(null),
    })
    // An exercise of the catalogue, or an own one, brings its name along.
    .refine((body) => body.name !== undefined || body.exerciseId !== null, {
      ...rule('missing', 'This is required.'),
      path: ['name'],
      // Beside whatever else is wrong.
      when: ({ value }) => typeof value === 'object' && value !== null,
    }),
});

export const editExercise = z.object({
  path: entryPath,
  headers,
  body: z.strictObject({
    exerciseId: anyId<ExerciseId>().nullable().exactOptional(),
    name: name.exactOptional(),
    mode: mode.exactOptional(),
    supersetGroup: supersetGroup.nullable().exactOptional(),
    notes: notes.nullable().exactOptional(),
  }),
});

export const reorderExercises = z.object({
  path: sessionPath,
  headers,
  body: z.strictObject({ ids: listOf(anyId<EntryId>(), { max: maxExercises }) }),
});
