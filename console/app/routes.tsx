import { lazy } from 'preact-iso';

/** The pages by their paths. Each is loaded when it is shown first. */
export const routes = [
  { path: '/', page: lazy(() => import('../views/today/today.tsx').then(({ Today }) => Today)) },
  { path: '/history', page: lazy(() => import('../views/history/history.tsx').then(({ History }) => History)) },
  { path: '/settings', page: lazy(() => import('../views/settings/settings.tsx').then(({ Settings }) => Settings)) },
  { path: '/more', page: lazy(() => import('../views/more/more.tsx').then(({ More }) => More)) },
] as const;
