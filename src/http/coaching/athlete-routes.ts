import { z } from 'zod';
import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { readerOf } from '../audit/reader.ts';
import { measurementRoutes } from '../body-measurements/measurements.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller } from '../guards.ts';
import type { Reply } from '../reply.ts';
import { anyId } from '../requests/fields.ts';
import type { Input, Route } from '../route.ts';
import { statisticsRoutes } from '../statistics/statistics.ts';
import { currentPlanRoutes } from '../training-plans/current-plan.ts';
import { planRoutes } from '../training-plans/plans.ts';
import { sessionRoutes } from '../training-sessions/sessions.ts';

/**
 * A route of athletes that coaches may use too: the parts that the scope must have, and a sentence about the route.
 * `about` is the kind of the thing whose id is in the path, for the access log.
 */
type Readable = Readonly<{ parts: readonly CoachingPart[]; summary: string; about?: FeedKind }>;

const of = (summary: string, ...parts: readonly CoachingPart[]): Readable => ({ parts, summary });

/** By operation id, every route with which a coach reads. Fixed paths come before those with an id, as for athletes. */
const readable: Readonly<Record<string, Readable>> = {
  listSessions: of("List an athlete's training sessions.", 'history'),
  getSession: { ...of('Read a training session of an athlete.', 'history'), about: 'session' },
  getCurrentPlan: of("Read what of an athlete's running plan is due, and what was missed.", 'plans'),
  getSchedule: of('Read the plan that an athlete has started last, and on which days it is done.', 'plans'),
  listPlans: of("List an athlete's own training plans.", 'plans'),
  getPlan: { ...of('Read a training plan of an athlete.', 'plans'), about: 'plan' },
  getExerciseStatistics: { ...of('Read how an athlete has done an exercise.', 'statistics'), about: 'exercise' },
  listRecords: of("List an athlete's records of an exercise.", 'statistics'),
  getTrainingVolume: of('Read how much an athlete has done.', 'statistics'),
  getMuscleStatistics: of('Read how much an athlete has done for each muscle.', 'statistics'),
  getStreak: of('Read how regularly an athlete trains.', 'statistics'),
  getCompliance: of('Read how much of what was planned an athlete has done.', 'statistics'),
  // It has the names of planned exercises.
  listPlannedExercises: of('Read how much of each planned exercise an athlete has done.', 'statistics', 'plans'),
  // It has the latest sessions with their names.
  getDashboard: of("Read an overview of an athlete's training.", 'statistics', 'history'),
  listMeasurements: of("List an athlete's body measurements.", 'body_data'),
  listLatestMeasurements: of("Read an athlete's latest measurement of each kind.", 'body_data'),
  getMeasurement: { ...of('Read a body measurement of an athlete.', 'body_data'), about: 'measurement' },
  getMeasurementSeries: of("Read an athlete's measurements of one kind in one unit, for a chart.", 'body_data'),
};

const prefix = '/api/v1';
const base = `${prefix}/coaching/athletes/:athleteId` as const;
const athleteId = anyId<AccountId>().describe('The id of the account of the athlete.');

const ownRoutes = [...sessionRoutes, ...currentPlanRoutes, ...planRoutes, ...statisticsRoutes, ...measurementRoutes];

/** The routes with which a coach reads data of an athlete: those of the athlete, under the address of the athlete. */
export const athleteRoutes: readonly Route[] = ownRoutes.flatMap((route) => {
  const found = readable[route.operationId];
  return found ? [forCoaches(route, found)] : [];
});
if (athleteRoutes.length !== Object.keys(readable).length)
  throw new Error('A route that coaches may use does not exist');

/** Makes the route of coaches from that of athletes. Its answers have the same schemas. */
function forCoaches(original: Route, readable: Readable): Route {
  const { parts, summary } = readable;
  const { request, example, description } = original;
  const needed = parts.map((part) => `\`${part}\``).join(' and ');
  const ownPath = request.path instanceof z.ZodObject ? request.path : z.object({});
  const { path: examplePath = {} } = example.request ?? {};
  return {
    ...original,
    path: `${base}${original.path.slice(prefix.length)}` as `/${string}`,
    operationId: `${original.operationId}OfAthlete`,
    tag: 'coaching',
    guard: 'trainer',
    summary,
    description: `Needs ${needed} in the scope of an accepted coaching relationship.${description ? ` ${description}` : ''}`,
    request: { ...request, path: z.object({ athleteId, ...ownPath.shape }) },
    problems: [...new Set([...original.problems, 'coaching-not-found' as const])],
    example: {
      ...example,
      request: { ...example.request, path: { athleteId: accountId, ...(examplePath as object) } },
    },
    handle: (deps) => (input) => readAsCoach(original, { deps, input, readable }),
  };
}

type Reading = Readonly<{ deps: Dependencies; input: Input; readable: Readable }>;

/**
 * Calls the handler of the athlete's route with the athlete as caller, and with queries that check the coach's right. The
 * read is recorded before it is answered.
 */
async function readAsCoach(original: Route, { deps, input, readable: { parts, about } }: Reading): Promise<Reply> {
  const caller = input.caller as Caller;
  const { athleteId: athlete, ...path } = input.path as unknown as Readonly<{ athleteId: AccountId }>;
  const { requiredPosition } = caller;
  const queries = deps.coachQueries({ coach: caller.account.id, athlete, parts, requiredPosition });
  const asAthlete: Caller = { ...caller, account: { ...caller.account, id: athlete } };
  const reply = await original.handle({ ...deps, queries })({ ...input, caller: asAthlete });
  const [id] = Object.values<string>(path);
  const thing = about && id !== undefined ? { kind: about, id } : null;
  const [reader, operation] = [readerOf(caller, 'coach'), `${original.operationId}OfAthlete`];
  await deps.dataReads.record([{ athlete, reader, operation, about: thing, at: deps.clock() }]);
  return reply;
}
