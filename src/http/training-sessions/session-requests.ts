import { z } from 'zod';
import type { EntryId, SessionId, SetId } from '../../events/ids.ts';
import { sessionStatuses } from '../../events/values.ts';
import { anyId, instant, name, notes, ownId, timeZone } from '../requests/fields.ts';
import { day, maxDocuments, pageParameters, searchString, sortOrder } from '../requests/list.ts';
import { isObject, rule } from '../requests/validation-errors.ts';

export const sessionPath = z.object({ id: anyId<SessionId>() });
export const entryPath = sessionPath.extend({ entryId: anyId<EntryId>() });
export const setPath = entryPath.extend({ setId: anyId<SetId>() });

export const startSession = z.strictObject({
  id: ownId<SessionId>().exactOptional(),
  name: name.nullable().default(null),
  timezone: timeZone,
  startedAt: instant.nullable().default(null),
  notes: notes.nullable().default(null),
});

export const editSession = z.strictObject({
  name: name.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
  startedAt: instant.exactOptional(),
  endedAt: instant.exactOptional(),
  timezone: timeZone.exactOptional(),
});

/** The body of a request that ends a training session. Without a body or a time, the session ends now. */
export const endSession = z.strictObject({ endedAt: instant.nullable().default(null) }).default({ endedAt: null });

export const listSessions = z
  .strictObject({
    ...pageParameters,
    searchString,
    orderBy: z.enum(['startedAt', 'name', 'createdAt']).default('startedAt'),
    sortOrder: sortOrder.exactOptional(),
    view: z.enum(['summary', 'full']).default('summary'),
    status: z.enum(sessionStatuses).optional(),
    from: day.optional(),
    to: day.optional(),
  })
  .refine(({ view, pageSize }) => view !== 'full' || !(pageSize > maxDocuments), {
    ...rule('less_than_equal', `Must be at most ${maxDocuments} with view=full.`),
    path: ['pageSize'],
    // This rule runs also when other parameters are invalid, so that one response lists every error.
    when: isObject,
  });
