import { mondayOf, plusDays } from '../../documents/days.ts';
import {
  complianceBetween,
  complianceDays,
  complianceOf,
  type PlannedSums,
} from '../../documents/statistics/compliance.ts';
import { neededSessions } from '../../documents/statistics/needed-sessions.ts';
import { plannedExercisesOf } from '../../documents/statistics/planned-exercises.ts';
import { type DaySums, streaksOf, sumOf, sumsBy } from '../../documents/statistics/sums.ts';
import type { Day } from '../../events/ids.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleCompliance, examplePlannedExercises, exampleStreak } from './examples.ts';
import { todayQuery } from './requests.ts';
import { compliance, plannedExercises, streak } from './responses.ts';
import { ownOf, profileOf, scheduleOf, todayOf, toldSums } from './told.ts';

/** The sums of the week of a day. */
export const weekOf = (weeks: readonly DaySums[], today: Day): DaySums => {
  const monday = mondayOf(today);
  return weeks.find(({ day }) => day === monday) ?? sumOf(monday, []);
};

/** The compliance of the last 7, 30 and 90 days. */
export const windowsOf = (sums: readonly PlannedSums[], today: Day) =>
  complianceDays.map((days) => ({
    ...{ days, from: plusDays(today, 1 - days), to: today },
    ...complianceOf(sums, today, days),
  }));

/** The first day that counts for compliance. */
export const complianceSince = (today: Day): Day => plusDays(today, 1 - Math.max(...complianceDays));

/** The routes for how regularly a caller trains, and how much of what was planned. */
export const adherenceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/statistics/streak',
    operationId: 'getStreak',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read for how many weeks on end you have trained.',
    description:
      'A session counts if it has a working set, also an aborted one. A week needs a session for each unit that the plan ' +
      'which you have started last has in it, else one.',
    request: { query: todayQuery },
    responses: { 200: response(streak) },
    problems: ['read-model-behind'],
    example: { request: { query: { timezone: 'Europe/Berlin' } }, response: { status: 200, body: exampleStreak } },
    handle:
      (deps) =>
      async ({ query, caller }) => {
        const [profile, sums, schedule] = await Promise.all([
          profileOf(deps, caller),
          deps.queries.sumDays(ownOf(caller)),
          scheduleOf(deps, caller),
        ]);
        const today = await todayOf(deps, caller, query.timezone ?? profile.timezone);
        const weeks = sumsBy('week', sums);
        const { day: startsOn, ...week } = weekOf(weeks, today);
        return json({
          today,
          ...streaksOf(weeks, today, (monday) => neededSessions(schedule, monday)),
          week: { startsOn, ...toldSums(week, profile.unit), needed: neededSessions(schedule, startsOn) },
        });
      },
  }),
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
