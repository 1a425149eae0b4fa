import { session as decider } from '../../commands/session/decider.ts';
import type { EndSession } from '../../commands/session/end-session.ts';
import { contextOf } from '../command.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession } from './command-session.ts';
import { exampleSession, sessionId } from './examples.ts';
import { session } from './responses.ts';
import { editSession, endSession, sessionPath } from './session-requests.ts';

const path = { id: sessionId };

const ending = (verb: 'complete' | 'abort', type: EndSession['type'], status: 'completed' | 'aborted') =>
  route({
    method: 'post',
    path: `/api/v1/training-sessions/:id/${verb}`,
    guard: 'user',
    summary: `${verb === 'complete' ? 'Complete' : 'Abort'} a training session, now or at a given time.`,
    request: { path: sessionPath, headers: commandHeaders, body: endSession },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'session-ended'],
    example: {
      request: { path, body: {} },
      response: {
        status: 200,
        body: { ...exampleSession, status, endedAt: '2026-03-01T13:00:00.000000Z', durationSeconds: 3600 },
      },
    },
    handle: (deps) => (input) => changeSession(deps, input, { type, data: input.body }),
  });

/** The routes that edit, end and delete a training session. */
export const sessionCommandRoutes: readonly Route[] = [
  route({
    method: 'patch',
    path: '/api/v1/training-sessions/:id',
    guard: 'user',
    summary: 'Edit a training session.',
    description: 'A session that has ended accepts every edit, recorded as a correction.',
    request: { path: sessionPath, headers: commandHeaders, body: editSession },
    responses: { 200: changed(session) },
    problems: ['session-not-found'],
    example: {
      request: { path, body: { name: 'Legs' } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) => changeSession(deps, input, { type: 'EditSession', data: input.body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-sessions/:id',
    guard: 'user',
    summary: 'Delete a training session.',
    request: { path: sessionPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['session-not-found'],
    example: { request: { path }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const remove = { type: 'DeleteSession', data: {} } as const;
      return answered(await deps.execute(decider, input.path.id, [remove], contextOf(deps, input)));
    },
  }),
  ending('complete', 'CompleteSession', 'completed'),
  ending('abort', 'AbortSession', 'aborted'),
];
