import { notFound } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { noItems } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { HttpError } from '../problem.ts';
import { jsonText, storedDocument } from '../reply.ts';
import { limitOf } from '../requests/list.ts';
import { notModified, response, shown } from '../responses/response.ts';
import { route } from '../route.ts';
import { exerciseId, ownExercise } from './examples.ts';
import { exercisePath } from './exercise-requests.ts';
import { criteria, listExercises, listHistory } from './query-requests.ts';
import { exercise, exercisePage, historyPage } from './responses.ts';

export const listExercisesRoute = route({
  method: 'get',
  path: '/api/v1/exercises',
  guard: 'user',
  summary: "List the exercises of the catalogue and the caller's own.",
  request: { query: listExercises },
  responses: { 200: response(exercisePage) },
  problems: ['read-model-behind'],
  example: { request: { query: { searchString: 'pull-ups' } }, response: { status: 200, body: noItems } },
  handle:
    ({ queries, config: { imageBase } }) =>
    async ({ query, caller }) => {
      const { currentPage, pageSize, searchString: search, ...filters } = query;
      const asking = { caller: caller.account.id, requiredPosition: caller.requiredPosition, imageBase };
      const page = limitOf({ currentPage, pageSize });
      return jsonText(await queries.listExercises({ ...filters, ...page, search, ...asking }));
    },
});

export const findExerciseRoute = route({
  method: 'get',
  path: '/api/v1/exercises/criteria/',
  guard: 'user',
  summary: 'Find an exercise: your own by its exact name, or one of the catalogue by its slug.',
  request: { query: criteria },
  responses: { 200: shown(exercise), 304: notModified },
  problems: ['contradictory-query', 'exercise-not-found', 'read-model-behind'],
  example: {
    request: { query: { name: 'Bench Press with Chains' } },
    response: { status: 200, body: ownExercise },
  },
  handle:
    (deps) =>
    async ({ query: { name, slug }, caller }) => {
      if ((name === undefined) === (slug === undefined)) {
        throw new HttpError('contradictory-query', 'Send either name or slug.');
      }
      const found = await find(deps, caller, name === undefined ? { slug: slug ?? '' } : { name });
      return storedDocument(found, found.joined);
    },
});

export const getExerciseRoute = route({
  method: 'get',
  path: '/api/v1/exercises/:id',
  guard: 'user',
  summary: 'Read an exercise: one of the catalogue or your own.',
  request: { path: exercisePath },
  responses: { 200: shown(exercise), 304: notModified },
  problems: ['exercise-not-found', 'read-model-behind'],
  example: { request: { path: { id: exerciseId } }, response: { status: 200, body: ownExercise } },
  handle:
    (deps) =>
    async ({ path, caller }) => {
      const found = await find(deps, caller, { id: path.id });
      return storedDocument(found, found.joined);
    },
});

export const exerciseHistoryRoute = route({
  method: 'get',
  path: '/api/v1/exercises/:id/history',
  guard: 'user',
  summary: "List the caller's sessions that contain the exercise.",
  request: { path: exercisePath, query: listHistory },
  responses: { 200: response(historyPage) },
  problems: ['read-model-behind'],
  example: { request: { path: { id: exerciseId }, query: {} }, response: { status: 200, body: noItems } },
  handle:
    ({ queries }) =>
    async ({ path, query, caller }) => {
      const { account, requiredPosition } = caller;
      const page = { ...limitOf(query), sortOrder: query.sortOrder };
      const question = { owner: account.id, exerciseId: path.id, requiredPosition, ...page };
      return jsonText(await queries.listExerciseHistory(question));
    },
});

type Criterion = Parameters<Dependencies['queries']['getExercise']>[0]['by'];

async function find({ queries, config }: Dependencies, { account, requiredPosition }: Caller, by: Criterion) {
  const { imageBase } = config;
  const found = await queries.getExercise({ caller: account.id, requiredPosition, imageBase, by });
  if (!found) throw notFound('exercise');
  return found;
}
