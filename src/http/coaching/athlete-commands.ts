import type { CoachingPart } from '../../events/coaching-values.ts';
import type { FeedKind } from '../../events/schemas.ts';
import type { Route } from '../route.ts';
import { planUnitRoutes } from '../training-plans/plan-units.ts';
import { planRoutes } from '../training-plans/plans.ts';
import { scheduleRoutes } from '../training-plans/schedule.ts';
import { unitExerciseRoutes } from '../training-units/unit-exercises.ts';
import { commentCommandRoutes } from './comment-commands.ts';
import { type CoachVersion, forCoaches } from './for-coaches.ts';

/**
 * A command of athletes that coaches may send too. `about` is the kind of what the answer shows, for the access log. `part` is
 * what the scope must have. @defaultValue 'plans'
 */
type Writable = Readonly<{ about: FeedKind; summary: string; part?: CoachingPart }>;

const onComments = { about: 'discussion', part: 'history' } as const;

/** By operation id, every command with which a coach writes. Each needs one part of the scope, and nothing else. */
const writable: Readonly<Record<string, Writable>> = {
  copyPlan: { about: 'plan', summary: 'Copy a training plan that you may read into the plans of an athlete.' },
  addPlanUnit: { about: 'plan', summary: "Add a training unit at the end of a day of an athlete's plan." },
  reorderPlanUnits: { about: 'plan', summary: "Give the units of an athlete's plan other days and another order." },
  editPlanUnit: { about: 'plan', summary: "Move a unit of an athlete's plan, or use another training unit there." },
  removePlanUnit: { about: 'plan', summary: "Remove a unit from an athlete's plan." },
  addUnitExercise: { about: 'unit', summary: 'Add an exercise at the end of a training unit of an athlete.' },
  reorderUnitExercises: { about: 'unit', summary: 'Reorder the exercises of a training unit of an athlete.' },
  editUnitExercise: {
    about: 'unit',
    summary: 'Change an exercise of a training unit of an athlete, such as its target.',
  },
  removeUnitExercise: { about: 'unit', summary: 'Remove an exercise from a training unit of an athlete.' },
  startPlan: { about: 'schedule', summary: 'Start a training plan of an athlete on a day.' },
  shiftSchedule: { about: 'schedule', summary: 'Move what is due for an athlete on a day or later by some days.' },
  pauseSchedule: { about: 'schedule', summary: "Pause an athlete's plan from a day on." },
  resumeSchedule: { about: 'schedule', summary: "Resume an athlete's paused plan on a day." },
  addComment: {
    ...onComments,
    summary: 'Comment as a coach on a training session, on one of its exercises or on a set.',
  },
  editComment: { ...onComments, summary: 'Change the text of a comment that you have written as a coach.' },
  removeComment: { ...onComments, summary: 'Remove a comment that you have written as a coach.' },
  markCommentsRead: { ...onComments, summary: 'Mark the comments of an athlete as read, all or up to a revision.' },
  endSchedule: { about: 'schedule', summary: "End an athlete's plan: nothing is due from a day on." },
};

const ownRoutes = [...planRoutes, ...planUnitRoutes, ...unitExerciseRoutes, ...scheduleRoutes, ...commentCommandRoutes];

/** The routes with which a coach writes: those of the athlete, under the address of the athlete. */
export const athleteCommandRoutes: readonly Route[] = ownRoutes.flatMap((route) => {
  const found = writable[route.operationId];
  return found ? [forCoaches(route, versionOf(found))] : [];
});
if (athleteCommandRoutes.length !== Object.keys(writable).length)
  throw new Error('A command that coaches may send does not exist');

/**
 * The version of a command for coaches. The coach is the actor, the athlete the owner. The right is checked before anything
 * is read, and again before each decision. The answer shows a document, so it is recorded like a read.
 */
function versionOf({ about, summary, part = 'plans' }: Writable): CoachVersion {
  return {
    summary,
    needs: `\`${part}\``,
    async serve(deps, { right, reader, operation }, answer) {
      const at = deps.clock();
      const coach = await deps.admitCoach({ ...right, part, at });
      const reply = await answer({ ...deps, queries: deps.coachQueries({ ...right, parts: [part] }) }, coach);
      const { id } = reply.body as Readonly<{ id: string }>;
      await deps.dataReads.record([{ athlete: right.athlete, reader, operation, about: { kind: about, id }, at }]);
      return reply;
    },
  };
}
