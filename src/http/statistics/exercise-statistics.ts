import { plus, zero } from '../../documents/decimal.ts';
import { figuresOf } from '../../documents/performance-figures.ts';
import type { ProfileDocument } from '../../documents/profile.ts';
import {
  currentRecords,
  type Performed,
  type PersonalRecord,
  recordsMadeBy,
  setsOf,
} from '../../documents/statistics/records.ts';
import { toldEstimate } from '../../documents/statistics/told.ts';
import type { E1rmFormula, WeightUnit } from '../../events/values.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleExerciseRecords, exampleExerciseStatistics, exerciseId } from './examples.ts';
import { exercisePath, exerciseQuery } from './requests.ts';
import { exerciseRecords, exerciseStatistics } from './responses.ts';
import { ownOf, profileOf, toldPlace, toldRecord, toldSums } from './told.ts';

type Asked = Readonly<{ unit?: WeightUnit | undefined; formula?: E1rmFormula | undefined }>;

/** The unit and the formula of an answer: those that were asked for, else those of the profile. */
const viewOf = ({ unit, formula }: Asked, profile: ProfileDocument) => ({
  unit: unit ?? profile.unit,
  formula: formula ?? profile.e1rmFormula,
});

const example = { path: { exerciseId }, query: { from: '2026-01-01' } } as const;

/** The routes for what a caller has done of one exercise. */
export const exerciseStatisticsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/statistics/exercises/:exerciseId',
    operationId: 'getExerciseStatistics',
    tag: 'statistics',
    guard: 'user',
    summary: 'Read what you have done of an exercise, and how your estimated maximum has changed.',
    description: 'An exercise without a set has no figures. Warm-ups never count.',
    request: { path: exercisePath, query: exerciseQuery },
    responses: { 200: response(exerciseStatistics) },
    problems: ['read-model-behind'],
    example: { request: example, response: { status: 200, body: exampleExerciseStatistics } },
    handle:
      (deps) =>
      async ({ path, query: { from, to, ...asked }, caller }) => {
        const question = { ...ownOf(caller), exerciseId: path.exerciseId, from, to };
        const [profile, performed] = await Promise.all([
          profileOf(deps, caller),
          deps.queries.listPerformances(question),
        ]);
        const view = viewOf(asked, profile);
        return json({ exerciseId: path.exerciseId, ...view, ...told(performed, view) });
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/statistics/exercises/:exerciseId/records',
    operationId: 'listRecords',
    tag: 'statistics',
    guard: 'user',
    summary: 'List your personal records of an exercise, each with the set that made it.',
    description:
      'With days, the records of these days. A set that equals a record makes none. A record goes when its set is deleted ' +
      'or corrected.',
    request: { path: exercisePath, query: exerciseQuery },
    responses: { 200: response(exerciseRecords) },
    problems: ['read-model-behind'],
    example: { request: example, response: { status: 200, body: exampleExerciseRecords } },
    handle:
      (deps) =>
      async ({ path, query: { from, to, ...asked }, caller }) => {
        const question = { ...ownOf(caller), exerciseId: path.exerciseId, from, to };
        const [profile, performed] = await Promise.all([
          profileOf(deps, caller),
          deps.queries.listPerformances(question),
        ]);
        const { unit, formula } = viewOf(asked, profile);
        const records = currentRecords(recordsMadeBy(setsOf(performed), formula));
        return json({
          exerciseId: path.exerciseId,
          unit,
          formula,
          records: records.map((each) => toldRecord(each, unit)),
        });
      },
  }),
];

function told(
  performed: readonly Performed[],
  { unit, formula }: Readonly<{ unit: WeightUnit; formula: E1rmFormula }>,
) {
  const done = performed
    .map(({ entry, ...place }) => ({ ...place, figures: figuresOf(entry.sets) }))
    .filter(({ figures }) => figures.workingSets > 0);
  const standing = currentRecords(recordsMadeBy(setsOf(performed), formula));
  const best = (kind: PersonalRecord['kind']) => {
    const found = standing.find((each) => each.kind === kind);
    return found ? toldRecord(found, unit) : null;
  };
  const sums = {
    sessions: new Set(done.map(({ sessionId }) => sessionId)).size,
    sets: done.reduce((sum, { figures }) => sum + figures.workingSets, 0),
    volume: done.reduce((sum, { figures }) => plus(sum, figures.volume), zero),
  };
  return {
    ...toldSums(sums, unit),
    lastDay: done.at(-1)?.day ?? null,
    best: { e1rm: best('e1rm'), volume: best('volume') },
    series: seriesOf(performed, formula).map((each) => ({ e1rm: toldEstimate(each.value, unit), ...toldPlace(each) })),
  };
}

/** The set with the best estimate of each session, the first one of equal ones. */
function seriesOf(performed: readonly Performed[], formula: E1rmFormula): readonly PersonalRecord[] {
  const sessions = Map.groupBy(performed, ({ sessionId }) => sessionId).values();
  return sessions
    .flatMap((own) => currentRecords(recordsMadeBy(setsOf(own), formula)).filter(({ kind }) => kind === 'e1rm'))
    .toArray();
}
