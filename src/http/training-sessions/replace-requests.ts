import { z } from 'zod';
import type { AccountId, ImportId, SessionId } from '../../events/ids.ts';
import { maxExercises, maxSetsPerExercise, sessionStatuses } from '../../events/values.ts';
import { anyId, instant, integer, listOf, name, notes, timeZone } from '../requests/fields.ts';
import { hasRoomForSets, newEntry, requiredWithoutExercise } from './entry-requests.ts';
import { logSet } from './set-requests.ts';

/** A member that responses have and that a request may repeat. Its value has no effect. */
const readOnly = <Schema extends z.ZodType>(schema: Schema) => schema.meta({ readOnly: true }).exactOptional();

/** An object whose members are not read. */
const anyObject = z.object({}).meta({ additionalProperties: true });
const count = integer(0, Number.MAX_SAFE_INTEGER);

const set = logSet.extend({ order: readOnly(count) });

const entry = z
  .strictObject({
    ...newEntry,
    // Required, so that no client removes sets by leaving them out.
    sets: listOf(set, { max: maxSetsPerExercise }),
    order: readOnly(count),
    planned: readOnly(anyObject.nullable()),
  })
  .refine(...requiredWithoutExercise('name'))
  .refine(...requiredWithoutExercise('mode'));

/**
 * The body of a request that says everything about a training session. A client may send the body of a response back as
 * such a request.
 */
export const replaceSession = z.strictObject({
  id: anyId<SessionId>().exactOptional(),
  name: name.nullable().default(null),
  status: z.enum(sessionStatuses).exactOptional(),
  startedAt: instant,
  endedAt: instant.nullable().default(null),
  timezone: timeZone,
  notes: notes.nullable().default(null),
  exercises: listOf(entry, { max: maxExercises, check: hasRoomForSets }),
  userId: readOnly(anyId<AccountId>()),
  durationSeconds: readOnly(count.nullable()),
  plan: readOnly(anyObject.nullable()),
  unit: readOnly(anyObject.nullable()),
  importId: readOnly(anyId<ImportId>().nullable()),
  revision: readOnly(count),
  createdAt: readOnly(instant),
  updatedAt: readOnly(instant),
});
export type ReplaceSessionBody = z.output<typeof replaceSession>;
