import type { Route } from '../route.ts';
import { adherenceRoutes } from './adherence.ts';
import { dashboardRoute } from './dashboard.ts';
import { exerciseStatisticsRoutes } from './exercise-statistics.ts';
import { trainingSumRoutes } from './training-sums.ts';

/** The routes for what the sets of a caller add up to. */
export const statisticsRoutes: readonly Route[] = [
  ...exerciseStatisticsRoutes,
  ...trainingSumRoutes,
  ...adherenceRoutes,
  dashboardRoute,
];
