import { z } from 'zod';
import type { EntryId, PlanId, SessionId, SetId, UnitId } from '../../events/ids.ts';
import { daysPerWeek, plannedDay } from '../../events/training-values.ts';
import { sessionStatuses } from '../../events/values.ts';
import { replacements } from '../../use-cases/session/replace-active-session.ts';
import { anyId, booleanText, instant, integer, name, notes, ownId, timeZone } from '../requests/fields.ts';
import { day, maxDocuments, pageParameters, searchString, sortOrder, updatedAfter } from '../requests/list.ts';
import { isObject, rule } from '../requests/validation-errors.ts';
import { recordedEntries } from './entry-requests.ts';
import { planDayMeanings, sessionMeanings } from './meanings.ts';

export const sessionPath = z.object({ id: anyId<SessionId>().describe('The id of the training session.') });
export const entryPath = sessionPath.extend({
  entryId: anyId<EntryId>().describe('The id of the exercise within the session.'),
});
export const setPath = entryPath.extend({ setId: anyId<SetId>().describe('The id of the set.') });

const planDay = z.strictObject({
  id: anyId<PlanId>().describe('The id of the training plan.'),
  week: integer(plannedDay.week.min, plannedDay.week.max).describe(planDayMeanings.week),
  day: integer(1, daysPerWeek).describe(planDayMeanings.day),
  index: integer(plannedDay.index.min, plannedDay.index.max).describe(planDayMeanings.index),
});

const recordedSession = z.strictObject({
  id: ownId<SessionId>().exactOptional(),
  name: name.nullable().default(null).describe(sessionMeanings.name),
  timezone: timeZone.describe(sessionMeanings.timezone),
  startedAt: instant.nullable().default(null).describe('When the session began. Now by default.'),
  endedAt: instant.nullable().default(null).describe('When the session ended. By default it is in progress.'),
  notes: notes.nullable().default(null),
  unitId: anyId<UnitId>().nullable().default(null).describe('The training unit that the session is started from.'),
  plan: planDay
    .nullable()
    .default(null)
    .describe('The day of a plan that the session is started for, and which unit of it.'),
  exercises: recordedEntries
    .optional()
    .describe('The exercises in order, with their sets. By default those of the unit, without sets.'),
});

export const startSession = recordedSession.refine(({ plan, unitId }) => plan === null || unitId === null, {
  ...rule('value_error', 'The unit follows from the day of the plan.'),
  path: ['unitId'],
});

export const startQuery = z.strictObject({
  replace: z
    .enum(replacements)
    .optional()
    .describe('Ends the active session first: completes or aborts it. Without one it has no effect.'),
});

export const editSession = z.strictObject({
  name: name.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
  startedAt: instant.exactOptional(),
  endedAt: instant.exactOptional(),
  timezone: timeZone.exactOptional(),
});

/** The body of a request that ends a training session. Without a body or a time, the session ends now. */
export const endSession = z
  .strictObject({ endedAt: instant.nullable().default(null).describe('When the session ended. Now by default.') })
  .default({ endedAt: null });

export const listSessions = z
  .strictObject({
    ...pageParameters,
    searchString: searchString.describe('A part of the name of the session or of one of its exercises, in any case.'),
    orderBy: z
      .enum(['startedAt', 'name', 'createdAt', 'updatedAt'])
      .default('startedAt')
      .describe('What the list is sorted by.'),
    sortOrder: sortOrder
      .exactOptional()
      .describe('`desc` by default for times of the session, `asc` for other orders.'),
    view: z
      .enum(['summary', 'full'])
      .default('summary')
      .describe('`full` returns whole sessions, at most 20 on a page.'),
    status: z.enum(sessionStatuses).optional().describe('Only sessions with this status.'),
    from: day.optional().describe("The first day, by the session's own time zone."),
    to: day.optional().describe("The last day, by the session's own time zone."),
    overlapping: booleanText
      .optional()
      .describe('With `true` only sessions whose time overlaps with another session, with `false` only the others.'),
    updatedAfter,
  })
  .refine(({ view, pageSize }) => view !== 'full' || !(pageSize > maxDocuments), {
    ...rule('less_than_equal', `Must be at most ${maxDocuments} with view=full.`),
    path: ['pageSize'],
    // This rule runs also when other parameters are invalid, so that one response lists every error.
    when: isObject,
  });
