import { z } from 'zod';
import { contextOf } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { count } from '../responses/fields.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';
import { catalogueId } from './examples.ts';
import { exercisePath, linkEntries } from './exercise-requests.ts';

const linked = z.strictObject({ sessions: count, entries: count, remaining: count });

export const linkExercisesRoute = route({
  method: 'post',
  path: '/api/v1/exercises/:id/links',
  operationId: 'linkExercises',
  tag: 'exercises',
  guard: 'user',
  summary: "Link all exercises of a name in the caller's sessions that have no link.",
  description: 'Links at most 500 sessions at once. Repeat the request while remaining is not 0.',
  request: { path: exercisePath, headers: commandHeaders, body: linkEntries },
  responses: { 200: response(linked) },
  problems: ['exercise-not-found', 'read-model-behind'],
  example: {
    request: { path: { id: catalogueId }, body: { name: 'Bench Press Technogym' } },
    response: { status: 200, body: { sessions: 12, entries: 14, remaining: 0 } },
  },
  handle: (deps) => async (input) => {
    // A revision has no meaning for many sessions.
    const context = contextOf(deps, { ...input, headers: { ...input.headers, 'if-match': null } });
    const body = await deps.linkExercises({ name: input.body.name, exerciseId: input.path.id, context });
    return { status: 200, body };
  },
});
