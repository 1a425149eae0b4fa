import { at } from '../examples.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { archiveExercise } from './command-exercise.ts';
import { exerciseId, ownExercise } from './examples.ts';
import { exercisePath } from './exercise-requests.ts';
import { namesExercise } from './offline.ts';
import { exercise } from './responses.ts';

const path = { id: exerciseId };

/** The routes that take exercises out of use, and back into it. */
export const archiveExerciseRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/exercises/:id/archive',
    operationId: 'archiveExercise',
    tag: 'exercises',
    guard: 'user',
    summary: 'Archive an exercise: your own; as a superuser one of the catalogue.',
    description:
      'Lists, searches and imports no longer find an archived exercise, and the name of an own one is free. Its id, its ' +
      'history and what refers to it stay as they are, and it accepts every change. Repeating the request changes nothing.',
    request: { path: exercisePath, headers: commandHeaders },
    responses: { 200: changed(exercise) },
    problems: ['exercise-not-found', 'exercise-not-yours'],
    offline: ({ path: { id } }) => namesExercise(id, 'uses'),
    example: { request: { path }, response: { status: 200, body: { ...ownExercise, archivedAt: at, revision: 1 } } },
    handle: (deps) => (input) => archiveExercise(deps, input, input.path.id, 'ArchiveExercise'),
  }),
  route({
    method: 'post',
    path: '/api/v1/exercises/:id/restore',
    operationId: 'restoreExercise',
    tag: 'exercises',
    guard: 'user',
    summary: 'Bring an archived exercise back into use.',
    description:
      'Refused while another own exercise has the name: rename one of them first. Repeating the request changes nothing.',
    request: { path: exercisePath, headers: commandHeaders },
    responses: { 200: changed(exercise) },
    problems: ['exercise-not-found', 'exercise-not-yours', 'exercise-name-taken'],
    offline: ({ path: { id } }) => namesExercise(id, 'uses'),
    example: { request: { path }, response: { status: 200, body: { ...ownExercise, revision: 2 } } },
    handle: (deps) => (input) => archiveExercise(deps, input, input.path.id, 'RestoreExercise'),
  }),
];
