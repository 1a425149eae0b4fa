import type { SetId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, created } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession, createInSession } from './command-session.ts';
import { entryId, exampleSession, sessionId, setId } from './examples.ts';
import { session } from './responses.ts';
import { entryPath, setPath } from './session-requests.ts';
import { correctSet, logSet, reorderSets } from './set-requests.ts';

/** The routes that add, change and remove the sets of an entry in a training session. */
export const setRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/training-sessions/:id/exercises/:entryId/sets',
    guard: 'user',
    summary: 'Log a set at the end of an exercise.',
    request: { path: entryPath, headers: commandHeaders, body: logSet },
    responses: { 201: created(session) },
    problems: ['session-not-found', 'entry-not-found', 'id-taken'],
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
    guard: 'user',
    summary: 'Reorder the sets of an exercise.',
    request: { path: entryPath, headers: commandHeaders, body: reorderSets },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found'],
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
    guard: 'user',
    summary: 'Correct a set.',
    request: { path: setPath, headers: commandHeaders, body: correctSet },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'set-not-found'],
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
    guard: 'user',
    summary: 'Remove a set.',
    request: { path: setPath, headers: commandHeaders },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'entry-not-found', 'set-not-found'],
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
