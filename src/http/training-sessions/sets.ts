import type { SetId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession, createInSession } from './command-session.ts';
import { entryId, exampleSession, sessionId, setId } from './examples.ts';
import { correctsSet, logsSet, ordersSets, removesSet } from './offline.ts';
import { session } from './responses.ts';
import { entryPath, setPath } from './session-requests.ts';
import { correctSet, logSet, reorderSets } from './set-requests.ts';

/** The routes that add, change and remove the sets of an entry in a training session. */
export const setRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-sessions/:id/exercises/:entryId/sets',
    operationId: 'logSet',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Log a set at the end of an exercise.',
    description:
      'The set has what the mode of the exercise asks for: repetitions, seconds or a distance. A set of any ' +
      'mode may have a weight. All values are stored exactly as sent.',
    request: { path: entryPath, headers: commandHeaders, body: logSet },
    responses: { 201: created(session) },
    problems: ['session-not-found', 'entry-not-found', 'id-taken'],
    offline: logsSet,
    example: {
      request: { path: { id: sessionId, entryId }, body: { weight: { value: 100, unit: 'kg' }, reps: 5, rpe: 8.5 } },
      response: { status: 201, body: exampleSession },
    },
    handle: (deps) => async (input) => {
      const { path, body } = input;
      const { id: own, notes, ...performance } = body;
      const setId = newId<SetId>(deps, input, 'set', own);
      const data = { ...performance, entryId: path.entryId, setId, personal: { notes } };
      return createInSession(deps, input, path.id, { type: 'LogSet', data });
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/training-sessions/:id/exercises/:entryId/sets/order',
    operationId: 'reorderSets',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Reorder the sets of an exercise.',
    description: 'The body has the id of every set of the exercise once, in the new order.',
    request: { path: entryPath, headers: commandHeaders, body: reorderSets },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found'],
    offline: ordersSets,
    example: {
      request: { path: { id: sessionId, entryId }, body: { ids: [setId] } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) => {
      const data = { entryId: input.path.entryId, setIds: input.body.ids };
      return changeSession(deps, input, { type: 'ReorderSets', data });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/training-sessions/:id/exercises/:entryId/sets/:setId',
    operationId: 'correctSet',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Correct a set.',
    description:
      'An absent member keeps its value, and `null` clears it. After the end of the session the change is ' +
      'recorded as a correction.',
    request: { path: setPath, headers: commandHeaders, body: correctSet },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'set-not-found'],
    offline: correctsSet,
    example: {
      request: { path: { id: sessionId, entryId, setId }, body: { reps: 5 } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) => {
      const { entryId, setId } = input.path;
      return changeSession(deps, input, { type: 'CorrectSet', data: { ...input.body, entryId, setId } });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-sessions/:id/exercises/:entryId/sets/:setId',
    operationId: 'removeSet',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Remove a set.',
    description: 'The later sets move up, so that `order` has no gaps.',
    request: { path: setPath, headers: commandHeaders },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'set-not-found'],
    offline: removesSet,
    example: {
      request: { path: { id: sessionId, entryId, setId } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) => {
      const { entryId, setId } = input.path;
      return changeSession(deps, input, { type: 'RemoveSet', data: { entryId, setId } });
    },
  }),
];
