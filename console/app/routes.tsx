import { lazy } from 'preact-iso';

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
  { path: '/settings', page: lazy(() => import('../views/settings/settings.tsx').then(({ Settings }) => Settings)) },
  { path: '/more', page: lazy(() => import('../views/more/more.tsx').then(({ More }) => More)) },
] as const;
