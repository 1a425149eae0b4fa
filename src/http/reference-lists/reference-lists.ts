import type { Route } from '../route.ts';
import { itemCommandRoutes } from './item-commands.ts';
import { itemQueryRoutes } from './item-queries.ts';
import type { List } from './items.ts';

const lists: readonly List[] = [
  {
    kind: 'muscleGroups',
    path: '/api/v1/catalogs/muscle-groups',
    name: 'muscle groups',
    all: 'MuscleGroups',
    one: 'MuscleGroup',
  },
  { kind: 'equipment', path: '/api/v1/catalogs/equipment', name: 'equipment', all: 'Equipment', one: 'EquipmentItem' },
  {
    kind: 'exerciseTags',
    path: '/api/v1/catalogs/exercise-tags',
    name: 'exercise tags',
    all: 'ExerciseTags',
    one: 'ExerciseTag',
  },
];

/**
 * The routes of the three reference lists, which describe exercises. Every account may read the lists; superusers may
 * change them.
 */
export const referenceListRoutes: readonly Route[] = lists.flatMap((list) => [
  ...itemQueryRoutes(list),
  ...itemCommandRoutes(list),
]);
