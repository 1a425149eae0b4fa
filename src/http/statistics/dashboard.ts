import { mondayOf, plusDays } from '../../documents/days.ts';
import { neededSessions } from '../../documents/statistics/needed-sessions.ts';
import { recordsMadeBy, setsOf } from '../../documents/statistics/records.ts';
import { streaksOf, sumsBy } from '../../documents/statistics/sums.ts';
import { toldWeight } from '../../documents/statistics/told.ts';
import { type Day, instantOf, type TimeZone } from '../../events/ids.ts';
import type { E1rmFormula, WeightUnit } from '../../events/values.ts';
import type { LatestPerformances } from '../../queries/statistics/list-latest-performances.ts';
import type { LatestSession } from '../../queries/statistics/list-latest-sessions.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { complianceSince, windowsOf } from './compliance-windows.ts';
import { exampleDashboard } from './examples.ts';
import { dashboardQuery } from './requests.ts';
import { dashboard } from './responses.ts';
import { weekOf } from './streak.ts';
import { type AskedView, ownOf, profileOf, scheduleOf, todayOf, toldMuscles, toldRecord, toldSums } from './told.ts';

const recordDays = 28;
const shownRecords = 10;
const shownWeeks = 12;
const shownSessions = 5;
const msPerDay = 86_400_000;

/** The route that fills the first screen of a client with one request. */
export const dashboardRoute: Route = route({
  method: 'get',
  path: '/api/v1/statistics/dashboard',
  operationId: 'getDashboard',
  tag: 'statistics',
  guard: 'user',
  summary: 'Read what you want to see first: this week, your streak, the latest records and sessions.',
  description: 'The parts are those of the other statistics.',
  request: { query: dashboardQuery },
  responses: { 200: response(dashboard) },
  problems: ['read-model-behind'],
  example: { request: { query: {} }, response: { status: 200, body: exampleDashboard } },
  handle:
    (deps) =>
    async ({ query, caller }) => {
      const own = ownOf(caller);
      // The sums are of the whole history and need nothing else, so Postgres makes them at the same time as the rest.
      const [sums, found] = await Promise.all([deps.queries.sumDays(own), findLatest(deps, caller, query)]);
      const { schedule, sessions, muscles, planned, latest, today, monday, unit, formula } = found;
      const weeks = sumsBy('week', sums);
      const toldWeek = (day: Day) => ({ startsOn: mondayOf(day), ...toldSums(weekOf(weeks, day), unit) });
      return json({
        ...{ today, unit, formula },
        week: { ...toldWeek(today), needed: neededSessions(schedule, monday), ...toldMuscles(muscles, unit) },
        streak: streaksOf(weeks, today, (each) => neededSessions(schedule, each)),
        records: latestRecords(latest, formula, unit),
        weeks: Array.from({ length: shownWeeks }, (_, at) => toldWeek(plusDays(today, (at + 1 - shownWeeks) * 7))),
        sessions: sessions.map((each) => toldSession(each, unit)),
        compliance: windowsOf(planned, today),
      });
    },
});

type Asked = AskedView & Readonly<{ timezone?: TimeZone | undefined }>;

/** What is shown of the latest days, and the view: the asked one, else that of the profile. */
async function findLatest(deps: Dependencies, caller: Caller, asked: Asked) {
  const own = ownOf(caller);
  const { queries } = deps;
  const [profile, sessions, schedule] = await Promise.all([
    profileOf(deps, caller),
    queries.listLatestSessions({ ...own, limit: shownSessions }),
    scheduleOf(deps, caller),
  ]);
  const { unit = profile.unit, formula = profile.e1rmFormula } = asked;
  const today = await todayOf(deps, caller, asked.timezone ?? profile.timezone ?? sessions[0]?.timezone);
  const since = instantOf(Date.parse(deps.clock()) - recordDays * msPerDay);
  const monday = mondayOf(today);
  const [muscles, planned, latest] = await Promise.all([
    queries.sumMuscles({ ...own, from: monday, to: plusDays(monday, 6) }),
    queries.sumPlanned({ ...own, from: complianceSince(today), to: today }),
    queries.listLatestPerformances({ ...own, since, formula }),
  ]);
  return { ...{ unit, formula, today, monday }, ...{ sessions, schedule, muscles, planned, latest } };
}

/** The latest records that have beaten earlier figures, except those per weight and per number of repetitions. */
function latestRecords(latest: readonly LatestPerformances[], formula: E1rmFormula, unit: WeightUnit) {
  const records = latest.flatMap(({ exerciseId, performed, before }) => {
    const names = new Map(performed.map(({ entry }) => [entry.id, entry.name]));
    return recordsMadeBy(setsOf(performed), formula, before)
      .filter(({ previous, kind }) => previous !== null && kind !== 'weight' && kind !== 'reps')
      .map((record) => ({
        ...{ exerciseId, exerciseName: names.get(record.entryId) ?? '' },
        ...toldRecord(record, unit),
      }));
  });
  // Records of one day stay in their order.
  const latestFirst = records.toSorted((one, other) => (one.day === other.day ? 0 : one.day < other.day ? 1 : -1));
  return latestFirst.slice(0, shownRecords);
}

const toldSession = ({ timezone: _, volume, ...session }: LatestSession, unit: WeightUnit) => ({
  ...session,
  volume: toldWeight(volume, unit),
});
