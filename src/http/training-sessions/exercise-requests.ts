import { z } from 'zod';
import type { EntryId } from '../../events/ids.ts';
import { commandHeaders } from '../conditions.ts';
import { anyId, integer, name, notes, ownId } from '../fields.ts';
import { entryPath, sessionPath } from './session-requests.ts';

const headers = commandHeaders;
const mode = z.enum(['reps', 'time', 'distance', 'sets_only']);
const supersetGroup = integer(0, 2_147_483_647);

export const addExercise = z.object({
  path: sessionPath,
  headers,
  body: z.strictObject({
    id: ownId<EntryId>().exactOptional(),
    name,
    mode,
    supersetGroup: supersetGroup.nullable().default(null),
    notes: notes.nullable().default(null),
  }),
});

export const editExercise = z.object({
  path: entryPath,
  headers,
  body: z.strictObject({
    name: name.exactOptional(),
    mode: mode.exactOptional(),
    supersetGroup: supersetGroup.nullable().exactOptional(),
    notes: notes.nullable().exactOptional(),
  }),
});

export const reorderExercises = z.object({
  path: sessionPath,
  headers,
  body: z.strictObject({ ids: z.array(anyId<EntryId>()) }),
});
