import { exercise as decider } from '../../commands/exercise/decider.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { contextOf, newId } from '../command.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { addExercise, reviseExercise, usualMetrics } from './command-exercise.ts';
import {
  catalogueExercise,
  catalogueExerciseRequest,
  catalogueId,
  exerciseId,
  ownExercise,
  ownExerciseRequest,
} from './examples.ts';
import { addOwn, addToCatalogue, exercisePath, reviseInCatalogue, reviseOwn } from './exercise-requests.ts';
import { namesExercise } from './offline.ts';
import { exercise } from './responses.ts';

/** The routes that add and revise the caller's own exercises. */
export const ownExerciseRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/exercises/user',
    operationId: 'addOwnExercise',
    tag: 'exercises',
    guard: 'user',
    summary: 'Add an exercise of your own.',
    description: 'The client may supply the id, a UUID of any version.',
    request: { headers: commandHeaders, body: addOwn },
    responses: { 201: created(exercise) },
    problems: ['id-taken', 'item-not-found', 'exercise-name-taken', 'quota-exceeded'],
    offline: ({ body: { id } }) => namesExercise(id, 'creates'),
    example: { request: { body: ownExerciseRequest }, response: { status: 201, body: ownExercise } },
    handle: (deps) => async (input) => {
      const { body, caller } = input;
      const { id: own, metrics = usualMetrics(body.category), ...content } = body;
      const id = newId<ExerciseId>(deps, input, 'exercise', own);
      const owner = caller.account.id;
      const catalogueOnly = { tags: [], imagePathStart: null, imagePathEnd: null };
      const data = { ...content, ...catalogueOnly, metrics, exerciseId: id, createdBy: owner };
      return addExercise(deps, input, { id, owner }, { type: 'AddOwnExercise', data });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/exercises/user/:id',
    operationId: 'reviseOwnExercise',
    tag: 'exercises',
    guard: 'user',
    summary: 'Revise an exercise of your own.',
    description: 'Sessions keep the name that the exercise had when it was added to them.',
    request: { path: exercisePath, headers: commandHeaders, body: reviseOwn },
    responses: { 200: changed(exercise) },
    problems: ['exercise-not-found', 'item-not-found', 'exercise-name-taken'],
    offline: ({ path: { id } }) => namesExercise(id, 'uses'),
    example: {
      request: { path: { id: exerciseId }, body: { safety: 'Use a spotter.' } },
      response: { status: 200, body: { ...ownExercise, safety: 'Use a spotter.', revision: 1 } },
    },
    handle: (deps) => (input) => {
      const target = { id: input.path.id, owner: input.caller.account.id };
      return reviseExercise(deps, input, target, { type: 'ReviseOwnExercise', data: input.body });
    },
  }),
];

/** The routes that add and revise exercises of the exercise catalogue. */
export const catalogueExerciseRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/exercises/system',
    operationId: 'addCatalogueExercise',
    tag: 'exercises',
    guard: 'superuser',
    summary: 'Add an exercise to the catalogue.',
    request: { headers: commandHeaders, body: addToCatalogue },
    responses: { 201: created(exercise) },
    problems: ['item-not-found', 'exercise-name-taken'],
    example: { request: { body: catalogueExerciseRequest }, response: { status: 201, body: catalogueExercise } },
    handle: (deps) => async (input) => {
      const { body } = input;
      const { metrics = usualMetrics(body.category) } = body;
      const id = newId<ExerciseId>(deps, input, 'exercise');
      const data = { ...body, metrics, exerciseId: id };
      return addExercise(deps, input, { id, owner: 'system' }, { type: 'AddCatalogueExercise', data });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/exercises/system/:id',
    operationId: 'reviseCatalogueExercise',
    tag: 'exercises',
    guard: 'superuser',
    summary: 'Revise an exercise of the catalogue.',
    request: { path: exercisePath, headers: commandHeaders, body: reviseInCatalogue },
    responses: { 200: changed(exercise) },
    problems: ['exercise-not-found', 'item-not-found', 'exercise-name-taken'],
    example: {
      request: { path: { id: catalogueId }, body: { safety: 'Use a spotter.' } },
      response: { status: 200, body: { ...catalogueExercise, safety: 'Use a spotter.', revision: 1 } },
    },
    handle: (deps) => (input) => {
      const target = { id: input.path.id, owner: 'system' } as const;
      return reviseExercise(deps, input, target, { type: 'ReviseCatalogueExercise', data: input.body });
    },
  }),
];

export const deleteExerciseRoute = route({
  method: 'delete',
  path: '/api/v1/exercises/:id',
  operationId: 'deleteExercise',
  tag: 'exercises',
  guard: 'user',
  summary: 'Delete an exercise: your own; as a superuser one of the catalogue.',
  description: 'Sessions that contain the exercise keep its name and lose the link.',
  request: { path: exercisePath, headers: commandHeaders },
  responses: { 204: removed },
  problems: ['exercise-not-found', 'exercise-not-yours'],
  offline: ({ path: { id } }) => namesExercise(id, 'removes'),
  example: { request: { path: { id: exerciseId } }, response: { status: 204 } },
  handle: (deps) => async (input) => {
    const { id: owner, isSuperuser } = input.caller.account;
    const remove = { type: 'DeleteExercise', data: { isSuperuser } } as const;
    const context = { ...contextOf(deps, input), owner };
    return answered(await deps.execute(decider, input.path.id, [remove], context));
  },
});
