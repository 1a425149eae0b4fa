import { mondayOf, plusDays } from '../../documents/days.ts';
import { complianceBetween, complianceDays } from '../../documents/statistics/compliance.ts';
import { plannedExercisesOf } from '../../documents/statistics/planned-exercises.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { complianceSince, windowsOf } from './compliance-windows.ts';
import { exampleCompliance, examplePlannedExercises } from './examples.ts';
import { todayQuery } from './requests.ts';
import { compliance, plannedExercises } from './responses.ts';
import { streakRoute } from './streak.ts';
import { ownOf, profileOf, todayOf } from './told.ts';

/** The routes for how regularly a caller trains, and how much of what was planned. */
export const adherenceRoutes: readonly Route[] = [
  streakRoute,
  route({
    method: 'get',
    path: '/api/v1/statistics/compliance',
    operationId: 'getCompliance',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read how much of what was planned you have done.',
    description: 'Exercises that no unit has planned do not count, nor does a session that is in progress.',
    request: { query: todayQuery },
    responses: { 200: response(compliance) },
    problems: ['read-model-behind'],
    example: { request: { query: {} }, response: { status: 200, body: exampleCompliance } },
    handle:
      (deps) =>
      async ({ query, caller }) => {
        const known = query.timezone ?? (await profileOf(deps, caller)).timezone;
        const today = await todayOf(deps, caller, known);
        const sums = await deps.queries.sumPlanned({ ...ownOf(caller), from: complianceSince(today), to: today });
        const mondays = [...new Set(sums.map(({ day }) => mondayOf(day)))];
        const weeks = mondays.map((startsOn) => ({
          startsOn,
          ...complianceBetween(sums, startsOn, plusDays(startsOn, 6)),
        }));
        return json({ today, windows: windowsOf(sums, today), weeks });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/statistics/compliance/exercises',
    operationId: 'listPlannedExercises',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read how much of each planned exercise you have done.',
    description:
      'What counts is what counts for the compliance, so the figures of the exercises add up to it. Sets of another exercise ' +
      'count for the planned one.',
    request: { query: todayQuery },
    responses: { 200: response(plannedExercises) },
    problems: ['read-model-behind'],
    example: { request: { query: {} }, response: { status: 200, body: examplePlannedExercises } },
    handle:
      (deps) =>
      async ({ query, caller }) => {
        const known = query.timezone ?? (await profileOf(deps, caller)).timezone;
        const today = await todayOf(deps, caller, known);
        const range = { from: complianceSince(today), to: today };
        const entries = await deps.queries.listPlannedEntries({ ...ownOf(caller), ...range });
        const windows = complianceDays.map((days) => {
          const from = plusDays(today, 1 - days);
          return { days, from, to: today, exercises: plannedExercisesOf(entries, from, today) };
        });
        return json({ today, windows });
      },
  }),
];
