import { z } from 'zod';
import type { EntryId, SessionId, SetId } from '../../events/ids.ts';
import { sessionStatuses } from '../../events/values.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { anyId, instant, name, notes, ownId, timeZone } from '../requests/fields.ts';
import { day, maxDocuments, pageParameters, searchString, sortOrder } from '../requests/list.ts';
import { rule } from '../requests/validation-errors.ts';

const headers = commandHeaders;
export const sessionPath = z.object({ id: anyId<SessionId>() });
export const entryPath = sessionPath.extend({ entryId: anyId<EntryId>() });
export const setPath = entryPath.extend({ setId: anyId<SetId>() });

/** Any command that says all in its address. */
export const onSession = z.object({ path: sessionPath, headers });
export const onEntry = z.object({ path: entryPath, headers });
export const onSet = z.object({ path: setPath, headers });

export const getSession = z.object({ path: sessionPath });

export const startSession = z.object({
  headers,
  body: z.strictObject({
    id: ownId<SessionId>().exactOptional(),
    name: name.nullable().default(null),
    timezone: timeZone,
    startedAt: instant.nullable().default(null),
    notes: notes.nullable().default(null),
  }),
});

export const editSession = z.object({
  path: sessionPath,
  headers,
  body: z.strictObject({
    name: name.nullable().exactOptional(),
    notes: notes.nullable().exactOptional(),
    startedAt: instant.exactOptional(),
    endedAt: instant.exactOptional(),
    timezone: timeZone.exactOptional(),
  }),
});

/** The body may be left out: then the session ends now. */
export const endSession = z.object({
  path: sessionPath,
  headers,
  body: z.strictObject({ endedAt: instant.nullable().default(null) }).default({ endedAt: null }),
});

export const listSessions = z.object({
  query: z
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
      ...rule('less_than_equal', `At most ${maxDocuments} documents.`),
      path: ['pageSize'],
      // Beside whatever else is wrong.
      when: ({ value }) => typeof value === 'object' && value !== null,
    }),
});
