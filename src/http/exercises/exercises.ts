import type { Route } from '../route.ts';
import { catalogueRoute } from './catalogue.ts';
import { catalogueExerciseRoutes, deleteExerciseRoute, ownExerciseRoutes } from './exercise-commands.ts';
import { exerciseHistoryRoute, findExerciseRoute, getExerciseRoute, listExercisesRoute } from './exercise-queries.ts';

/** Exercises of the catalogue and of accounts. Fixed paths precede `/exercises/:id`, which would match them. */
export const exerciseRoutes: readonly Route[] = [
  listExercisesRoute,
  ...ownExerciseRoutes,
  ...catalogueExerciseRoutes,
  catalogueRoute,
  findExerciseRoute,
  getExerciseRoute,
  deleteExerciseRoute,
  exerciseHistoryRoute,
];
