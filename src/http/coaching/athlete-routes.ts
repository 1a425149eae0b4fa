import type { CoachingPart } from '../../events/coaching-values.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { measurementRoutes } from '../body-measurements/measurements.ts';
import type { Route } from '../route.ts';
import { statisticsRoutes } from '../statistics/statistics.ts';
import { currentPlanRoutes } from '../training-plans/current-plan.ts';
import { planRoutes } from '../training-plans/plans.ts';
import { sessionRoutes } from '../training-sessions/sessions.ts';
import { unitRoutes } from '../training-units/units.ts';
import { discussionRoutes } from './discussions.ts';
import { type CoachVersion, forCoaches } from './for-coaches.ts';
import { recordRead } from './for-readers.ts';

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
  getUnit: { ...of('Read a training unit of an athlete.', 'plans'), about: 'unit' },
  getPlan: { ...of('Read a training plan of an athlete.', 'plans'), about: 'plan' },
  getExerciseStatistics: { ...of('Read how an athlete has done an exercise.', 'statistics'), about: 'exercise' },
  listRecords: { ...of("List an athlete's records of an exercise.", 'statistics'), about: 'exercise' },
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
  listDiscussions: of("List an athlete's discussions about training sessions; as a coach, your own.", 'history'),
  getDiscussion: { ...of('Read the comments of one discussion of an athlete.', 'history'), about: 'discussion' },
  getMeasurementSeries: of("Read an athlete's measurements of one kind in one unit, for a chart.", 'body_data'),
};

const ownRoutes = [
  ...[...sessionRoutes, ...currentPlanRoutes, ...planRoutes, ...unitRoutes],
  ...[...statisticsRoutes, ...measurementRoutes, ...discussionRoutes],
];

/** The routes of athletes with which others may read data of an athlete. */
export const readableRoutes: readonly (readonly [Route, Readable])[] = ownRoutes.flatMap((route) => {
  const found = readable[route.operationId];
  return found ? [[route, found] as const] : [];
});
if (readableRoutes.length !== Object.keys(readable).length)
  throw new Error('A route that coaches may use does not exist');

/** The routes with which a coach reads data of an athlete: those of the athlete, under the address of the athlete. */
export const athleteRoutes: readonly Route[] = readableRoutes.map(([route, found]) =>
  forCoaches(route, versionOf(found)),
);

/** The version of a route for coaches, whose queries check the right. The read is recorded before it is answered. */
function versionOf({ parts, summary, about }: Readable): CoachVersion {
  return {
    summary,
    needs: parts.map((part) => `\`${part}\``).join(' and '),
    async serve(deps, { right, ...rest }, answer) {
      const reply = await answer({ ...deps, queries: deps.coachQueries({ ...right, parts }) });
      await recordRead(deps, { athlete: right.athlete, ...rest }, about);
      return reply;
    },
  };
}
