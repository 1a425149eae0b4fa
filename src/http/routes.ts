import { accessRoutes } from './access/access.ts';
import { exerciseRoutes } from './exercises/exercises.ts';
import { importRoutes } from './imports/imports.ts';
import { referenceListRoutes } from './reference-lists/reference-lists.ts';
import type { Route } from './route.ts';
import { systemRoutes } from './system/system.ts';
import { entryRoutes } from './training-sessions/entries.ts';
import { sessionCommandRoutes } from './training-sessions/session-commands.ts';
import { sessionRoutes } from './training-sessions/sessions.ts';
import { setRoutes } from './training-sessions/sets.ts';
import { roleRoutes } from './users/roles.ts';
import { userCommandRoutes } from './users/user-commands.ts';
import { userQueryRoutes } from './users/user-queries.ts';

/** Every route of the service. */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...accessRoutes,
  ...userQueryRoutes,
  ...userCommandRoutes,
  ...roleRoutes,
  ...referenceListRoutes,
  ...exerciseRoutes,
  ...sessionRoutes,
  ...sessionCommandRoutes,
  ...entryRoutes,
  ...setRoutes,
  ...importRoutes,
];
