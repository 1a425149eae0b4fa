import { notFound } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { pageWith } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { listReply } from '../list-reply.ts';
import { HttpError } from '../problem.ts';
import { storedDocument } from '../reply.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { route } from '../route.ts';
import { exampleHistoryItem, exerciseId, ownExercise } from './examples.ts';
import { exercisePath } from './exercise-requests.ts';
import { criteria, listExercises, listHistory } from './query-requests.ts';
import { exercise, exercisePage, historyPage } from './responses.ts';

export const listExercisesRoute = route({
  method: 'get',
  path: '/api/v1/exercises',
  operationId: 'listExercises',
  tag: 'exercises',
  guard: 'user',
  summary: "List the exercises of the catalogue and the caller's own.",
  description:
    'A search forgives slips, knows plurals and short forms such as `db`, and ranks the plain exercise ' +
    'first. Without a search the list is sorted by name.',
  request: { query: listExercises },
  responses: { 200: page(exercisePage) },
  problems: ['read-model-behind'],
  example: { request: { query: { searchString: 'pull-ups' } }, response: { status: 200, body: pageWith(ownExercise) } },
  handle:
    ({ queries, config: { imageBase } }) =>
    (input) =>
      listReply(input, (page, { searchString: search, ...filters }) => {
        const { account, requiredPosition } = input.caller;
        const asking = { caller: account.id, requiredPosition, imageBase };
        return queries.listExercises({ ...filters, ...page, search, ...asking });
      }),
});

export const findExerciseRoute = route({
  method: 'get',
  path: '/api/v1/exercises/criteria/',
  operationId: 'findExercise',
  tag: 'exercises',
  guard: 'user',
  summary: 'Find an exercise: your own by its exact name, or one of the catalogue by its slug.',
  description: 'Send either `name` or `slug`. Archived exercises are not found.',
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
  operationId: 'getExercise',
  tag: 'exercises',
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
  operationId: 'listExerciseHistory',
  tag: 'exercises',
  guard: 'user',
  summary: "List the caller's sessions that contain the exercise.",
  description: 'Newest first. Each item has the exercise with its sets as it was in that session.',
  request: { path: exercisePath, query: listHistory },
  responses: { 200: page(historyPage) },
  problems: ['read-model-behind'],
  example: {
    request: { path: { id: exerciseId }, query: {} },
    response: { status: 200, body: pageWith(exampleHistoryItem) },
  },
  handle:
    ({ queries }) =>
    (input) =>
      listReply(input, (page, filters) => {
        const { account, requiredPosition } = input.caller;
        const of = { owner: account.id, exerciseId: input.path.id, requiredPosition };
        return queries.listExerciseHistory({ ...filters, ...page, ...of });
      }),
});

type Criterion = Parameters<Dependencies['queries']['getExercise']>[0]['by'];

async function find({ queries, config }: Dependencies, { account, requiredPosition }: Caller, by: Criterion) {
  const { imageBase } = config;
  const found = await queries.getExercise({ caller: account.id, requiredPosition, imageBase, by });
  if (!found) throw notFound('exercise');
  return found;
}
