import { lazy } from 'preact-iso';
import { exec } from 'preact-iso/router';

const loadThresholds = () => import('../views/thresholds/thresholds.tsx').then(({ ThresholdsView }) => ThresholdsView);

/** The pages by their paths. Each is loaded when it is shown first. */
export const routes = [
  { path: '/', page: lazy(() => import('../views/today/today.tsx').then(({ Today }) => Today)) },
  { path: '/history', page: lazy(() => import('../views/history/history.tsx').then(({ History }) => History)) },
  { path: '/sessions/:id', page: lazy(() => import('../views/session/session.tsx').then(({ Session }) => Session)) },
  { path: '/progress', page: lazy(() => import('../views/progress/progress.tsx').then(({ Progress }) => Progress)) },
  {
    path: '/exercises',
    page: lazy(() => import('../views/exercises/exercises.tsx').then(({ Exercises }) => Exercises)),
  },
  {
    path: '/exercises/:id',
    page: lazy(() => import('../views/exercise/exercise.tsx').then(({ Exercise }) => Exercise)),
  },
  { path: '/body', page: lazy(() => import('../views/body/body.tsx').then(({ Body }) => Body)) },
  { path: '/import', page: lazy(() => import('../views/import/import.tsx').then(({ Import }) => Import)) },
  { path: '/plans', page: lazy(() => import('../views/plans/plans.tsx').then(({ Plans }) => Plans)) },
  { path: '/plans/:id', page: lazy(() => import('../views/plan/plan.tsx').then(({ PlanView }) => PlanView)) },
  { path: '/units/:id', page: lazy(() => import('../views/unit/unit.tsx').then(({ UnitView }) => UnitView)) },
  { path: '/roster', page: lazy(() => import('../views/roster/roster.tsx').then(({ Roster }) => Roster)) },
  { path: '/roster/thresholds', page: lazy(loadThresholds) },
  { path: '/athletes/:id/thresholds', page: lazy(loadThresholds) },
  {
    path: '/athletes/:id/sessions/:sessionId',
    page: lazy(() => import('../views/review/review.tsx').then(({ Review }) => Review)),
  },
  {
    path: '/athletes/:id/:part?',
    page: lazy(() => import('../views/athlete/athlete.tsx').then(({ Athlete }) => Athlete)),
  },
  {
    path: '/coaching',
    page: lazy(() => import('../views/coaching/coaching.tsx').then(({ CoachingView }) => CoachingView)),
  },
  { path: '/admin/users', page: lazy(() => import('../views/admin-users/users.tsx').then(({ Users }) => Users)) },
  {
    path: '/admin/users/:id',
    page: lazy(() => import('../views/admin-users/user.tsx').then(({ UserView }) => UserView)),
  },
  {
    path: '/admin/pipeline',
    page: lazy(() => import('../views/admin-pipeline/pipeline.tsx').then(({ Pipeline }) => Pipeline)),
  },
  {
    path: '/admin/parked/:id',
    page: lazy(() => import('../views/admin-pipeline/parked.tsx').then(({ Parked }) => Parked)),
  },
  { path: '/settings', page: lazy(() => import('../views/settings/settings.tsx').then(({ Settings }) => Settings)) },
  { path: '/more', page: lazy(() => import('../views/more/more.tsx').then(({ More }) => More)) },
] as const;

/** Loads the code of the page with this path, so that it is there when the page is shown. */
export function preloadPage(path: string): void {
  const route = routes.find((each) => exec(path, each.path) !== undefined);
  // The router reports a failure when it shows the page.
  route?.page.preload().catch(() => {});
}
