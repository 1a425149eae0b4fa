import { type ExerciseFigures, exerciseFiguresOf } from '../../documents/statistics/exercise-figures.ts';
import {
  currentRecords,
  type Performed,
  type RecordKind,
  recordsMadeBy,
  setsOf,
} from '../../documents/statistics/records.ts';
import { toldEstimate } from '../../documents/statistics/told.ts';
import type { Day, ExerciseId } from '../../events/ids.ts';
import type { E1rmFormula, WeightUnit } from '../../events/values.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleExerciseRecords, exampleExerciseStatistics, exerciseId as exampleId } from './examples.ts';
import { exercisePath, exerciseQuery } from './requests.ts';
import { exerciseRecords, exerciseStatistics } from './responses.ts';
import { ownOf, profileOf, toldPlace, toldRecord, toldSums } from './told.ts';

type Asked = Readonly<{
  from?: Day | undefined;
  to?: Day | undefined;
  unit?: WeightUnit | undefined;
  formula?: E1rmFormula | undefined;
}>;

type Found = Readonly<{
  performed: readonly Performed[];
  /** The unit and the formula of the answer: those that were asked for, else those of the profile. */
  view: Readonly<{ unit: WeightUnit; formula: E1rmFormula }>;
}>;

/** What the caller has done of an exercise, and how to tell it. */
async function find(deps: Dependencies, caller: Caller, exerciseId: ExerciseId, asked: Asked): Promise<Found> {
  const { from, to, unit, formula } = asked;
  const [profile, performed] = await Promise.all([
    profileOf(deps, caller),
    deps.queries.listPerformances({ ...ownOf(caller), exerciseId, from, to }),
  ]);
  return { performed, view: { unit: unit ?? profile.unit, formula: formula ?? profile.e1rmFormula } };
}

const example = { path: { exerciseId: exampleId }, query: { from: '2026-01-01' } } as const;

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
      async ({ path: { exerciseId }, query, caller }) => {
        const { performed, view } = await find(deps, caller, exerciseId, query);
        return json({ exerciseId, ...view, ...told(exerciseFiguresOf(performed, view.formula), view.unit) });
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
      async ({ path: { exerciseId }, query, caller }) => {
        const { performed, view } = await find(deps, caller, exerciseId, query);
        const records = currentRecords(recordsMadeBy(setsOf(performed), view.formula));
        return json({ exerciseId, ...view, records: records.map((each) => toldRecord(each, view.unit)) });
      },
  }),
];

function told({ lastDay, records, series, ...sums }: ExerciseFigures, unit: WeightUnit) {
  const best = (kind: RecordKind) => {
    const found = records.find((each) => each.kind === kind);
    return found ? toldRecord(found, unit) : null;
  };
  return {
    ...toldSums(sums, unit),
    lastDay,
    best: { e1rm: best('e1rm'), volume: best('volume') },
    series: series.map((each) => ({ e1rm: toldEstimate(each.e1rm, unit), ...toldPlace(each) })),
  };
}
