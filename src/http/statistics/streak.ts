import { mondayOf } from '../../documents/days.ts';
import { neededSessions } from '../../documents/statistics/needed-sessions.ts';
import { type DaySums, streaksOf, sumOf, sumsBy } from '../../documents/statistics/sums.ts';
import type { Day } from '../../events/ids.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { exampleStreak } from './examples.ts';
import { todayQuery } from './requests.ts';
import { streak } from './responses.ts';
import { ownOf, profileOf, scheduleOf, todayOf, toldSums } from './told.ts';

/** The sums of the week of a day. */
export const weekOf = (weeks: readonly DaySums[], today: Day): DaySums => {
  const monday = mondayOf(today);
  return weeks.find(({ day }) => day === monday) ?? sumOf(monday, []);
};

export const streakRoute = route({
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
});
