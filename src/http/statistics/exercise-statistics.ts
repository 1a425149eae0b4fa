import type { Decimal } from '../../documents/decimal.ts';
import {
  currentRecords,
  type PersonalRecord,
  type RecordKind,
  recordsMadeBy,
  setsOf,
} from '../../documents/statistics/records.ts';
import { toldEstimate } from '../../documents/statistics/told.ts';
import type { Day, ExerciseId } from '../../events/ids.ts';
import type { E1rmFormula, WeightUnit } from '../../events/values.ts';
import type { BestSet } from '../../queries/statistics/list-best-sets.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { json, jsonText } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleExerciseRecords, exampleExerciseStatistics, exerciseId as exampleId } from './examples.ts';
import { exercisePath, exerciseQuery } from './requests.ts';
import { exerciseRecords, exerciseStatistics } from './responses.ts';
import { type AskedView, ownOf, profileOf, toldRecord, toldSums } from './told.ts';

type Asked = Readonly<{ exerciseId: ExerciseId; from?: Day | undefined; to?: Day | undefined }>;

/** The unit and the formula of the answer: those that were asked for, else those of the profile. */
type View = Readonly<{ unit: WeightUnit; formula: E1rmFormula }>;

async function viewOf(deps: Dependencies, caller: Caller, { unit, formula }: AskedView): Promise<View> {
  const profile = await profileOf(deps, caller);
  return { unit: unit ?? profile.unit, formula: formula ?? profile.e1rmFormula };
}

/** The current records of an exercise. */
async function findRecords(deps: Dependencies, caller: Caller, { exerciseId, from, to, formula }: Asked & View) {
  const performed = await deps.queries.listRecordSets({ ...ownOf(caller), exerciseId, from, to });
  return currentRecords(recordsMadeBy(setsOf(performed), formula));
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
        const { from, to } = query;
        const asked = { exerciseId, from, to };
        const view = await viewOf(deps, caller, query);
        const { formula, unit } = view;
        // Each reads the whole history of the exercise, so Postgres does both at the same time.
        const [records, figures] = await Promise.all([
          findRecords(deps, caller, { ...asked, ...view }),
          deps.queries.listBestSets({ ...ownOf(caller), ...asked, formula }),
        ]);
        const { series, lastDay, ...sums } = figures;
        const told = { exerciseId, ...view, ...toldSums(sums, unit), lastDay, best: bestOf(records, unit) };
        return jsonText(`${JSON.stringify(told).slice(0, -1)},"series":[${toldSeries(series, unit)}]}`);
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
        const view = await viewOf(deps, caller, query);
        const records = await findRecords(deps, caller, { exerciseId, ...query, ...view });
        return json({ exerciseId, ...view, records: records.map((each) => toldRecord(each, view.unit)) });
      },
  }),
];

function bestOf(records: readonly PersonalRecord[], unit: WeightUnit) {
  const best = (kind: RecordKind) => {
    const found = records.find((each) => each.kind === kind);
    return found ? toldRecord(found, unit) : null;
  };
  return { e1rm: best('e1rm'), volume: best('volume') };
}

/** The JSON texts of the best estimates. Equal estimates are the same object, so each is converted once. */
function toldSeries(series: readonly BestSet[], unit: WeightUnit): readonly string[] {
  const known = new Map<Decimal, number>();
  return series.map(({ e1rm, place }) => {
    const told = known.get(e1rm) ?? toldEstimate(e1rm, unit);
    known.set(e1rm, told);
    return `{"e1rm":${told},${place.slice(1)}`;
  });
}
