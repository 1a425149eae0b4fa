import type { Route } from '../route.ts';
import { archiveExerciseRoutes } from './archive-exercises.ts';
import { catalogueRoute } from './catalogue.ts';
import { catalogueExerciseRoutes, deleteExerciseRoute, ownExerciseRoutes } from './exercise-commands.ts';
import { exerciseHistoryRoute, findExerciseRoute, getExerciseRoute, listExercisesRoute } from './exercise-queries.ts';
import { linkExercisesRoute } from './link-exercises.ts';

/**
 * All routes of exercises. Routes with a fixed path come before `/exercises/:id`, because `/exercises/:id` would match
 * their paths too.
 */
export const exerciseRoutes: readonly Route[] = [
  listExercisesRoute,
  ...ownExerciseRoutes,
  ...catalogueExerciseRoutes,
  catalogueRoute,
  findExerciseRoute,
  getExerciseRoute,
  deleteExerciseRoute,
  ...archiveExerciseRoutes,
  exerciseHistoryRoute,
  linkExercisesRoute,
];
