import { sumsBy } from '../../documents/statistics/sums.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleMuscleStatistics, exampleVolume } from './examples.ts';
import { musclesQuery, volumeQuery } from './requests.ts';
import { muscleStatistics, trainingVolume } from './responses.ts';
import { ownOf, profileOf, toldMuscles, toldSums } from './told.ts';

/** The routes for what a caller has done in each week or month. */
export const trainingSumRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/statistics/volume',
    operationId: 'getTrainingVolume',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read your volume, working sets and sessions by week or month.',
    description: 'A session belongs to the day on which it started, by its own time zone.',
    request: { query: volumeQuery },
    responses: { 200: response(trainingVolume) },
    problems: ['read-model-behind'],
    example: { request: { query: { from: '2026-01-01' } }, response: { status: 200, body: exampleVolume } },
    handle:
      (deps) =>
      async ({ query: { by, unit: asked, ...days }, caller }) => {
        const [profile, sums] = await Promise.all([
          profileOf(deps, caller),
          deps.queries.sumDays({ ...ownOf(caller), ...days }),
        ]);
        const unit = asked ?? profile.unit;
        const periods = sumsBy(by, sums).map(({ day, ...each }) => ({ startsOn: day, ...toldSums(each, unit) }));
        return json({ unit, by, periods });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/statistics/muscles',
    operationId: 'getMuscleStatistics',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read your working sets and volume of each muscle group by week.',
    description: 'The muscles are those that the exercises have now.',
    request: { query: musclesQuery },
    responses: { 200: response(muscleStatistics) },
    problems: ['read-model-behind'],
    example: { request: { query: { from: '2026-01-01' } }, response: { status: 200, body: exampleMuscleStatistics } },
    handle:
      (deps) =>
      async ({ query: { unit: asked, ...days }, caller }) => {
        const [profile, sums] = await Promise.all([
          profileOf(deps, caller),
          deps.queries.sumMuscles({ ...ownOf(caller), ...days }),
        ]);
        const unit = asked ?? profile.unit;
        const weeks = [...Map.groupBy(sums, ({ day }) => day)];
        return json({ unit, weeks: weeks.map(([startsOn, own]) => ({ startsOn, ...toldMuscles(own, unit) })) });
      },
  }),
];
