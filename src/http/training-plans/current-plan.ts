import { currentPlanOf } from '../../documents/current-plan.ts';
import { plusDays } from '../../documents/days.ts';
import { localDay } from '../../documents/local-day.ts';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import { invalid, notFound } from '../../errors.ts';
import { json, storedDocument } from '../reply.ts';
import { notModified, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleCurrentPlan, exampleSchedule } from './schedule-examples.ts';
import { currentPlanQuery } from './schedule-requests.ts';
import { currentPlan, schedule } from './schedule-responses.ts';

const tag = 'training plans';

/** The routes that show the plan that the caller is doing. */
export const currentPlanRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-plans/current',
    operationId: 'getCurrentPlan',
    tag,
    guard: 'user',
    summary: 'Read what of the running plan is due today, in this week and next, and what was missed.',
    description:
      'A session counts for the day of the plan for which it was started, whenever it is done. Nothing is moved because ' +
      'it was missed.',
    request: { query: currentPlanQuery },
    responses: { 200: response(currentPlan) },
    problems: ['schedule-not-found', 'read-model-behind'],
    example: {
      request: { query: { timezone: 'Europe/Berlin' } },
      response: { status: 200, body: exampleCurrentPlan },
    },
    handle:
      ({ queries, clock }) =>
      async ({ caller, query }) => {
        const { account, requiredPosition } = caller;
        const own = { owner: account.id, requiredPosition } as const;
        const found = await queries.getSchedule({ ...own, id: account.id });
        if (!found) throw notFound('schedule', true);
        const started = JSON.parse(found.doc) as ScheduleDocument;
        const stored = await queries.getProfile({ ...own, id: account.id });
        const profile = stored ? (JSON.parse(stored.doc) as ProfileDocument) : usualProfile(account.id);
        const timezone = query.timezone ?? profile.timezone;
        if (timezone === null) throw invalid('timezone', 'Required while the profile has none.', 'missing');
        const { planId, name, startsOn } = started;
        // The plan may have started while it was still the day before where the session took place.
        const from = plusDays(startsOn, -1);
        const sessions = planId === null ? [] : await queries.listPlannedSessions({ ...own, planId, from });
        const { firstDayOfWeek } = profile;
        const today = localDay(clock(), timezone);
        const current = currentPlanOf({ schedule: started, today, firstDayOfWeek, sessions });
        return json({ planId, name, startsOn, timezone, ...current });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/training-plans/current/schedule',
    operationId: 'getSchedule',
    tag,
    guard: 'user',
    summary: 'Read the plan that you have started last, and on which days you do it.',
    description: 'The plan is as it was when it was started.',
    request: {},
    responses: { 200: shown(schedule), 304: notModified },
    problems: ['schedule-not-found', 'read-model-behind'],
    example: { response: { status: 200, body: exampleSchedule } },
    handle:
      ({ queries }) =>
      async ({ caller: { account, requiredPosition } }) => {
        const found = await queries.getSchedule({ owner: account.id, id: account.id, requiredPosition });
        if (!found) throw notFound('schedule', true);
        return storedDocument(found);
      },
  }),
];
