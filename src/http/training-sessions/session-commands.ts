import { session as decider } from '../../commands/session/decider.ts';
import type { EndSession } from '../../commands/session/end-session.ts';
import { contextOf } from '../command.ts';
import { answered } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, removed } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { changeSession } from './command-session.ts';
import { exampleSession, sessionId } from './examples.ts';
import { deletesSession, editsSession, endsSession } from './offline.ts';
import { replaceSessionRoute } from './replace-session.ts';
import { session } from './responses.ts';
import { editSession, endSession, sessionPath } from './session-requests.ts';

const path = { id: sessionId };

const ended = { endedAt: '2026-03-01T13:00:00.000000Z', durationSeconds: 3600 };

const ending = (verb: 'complete' | 'abort', type: EndSession['type'], status: 'completed' | 'aborted') =>
  route({
    method: 'post',
    path: `/api/v1/training-sessions/:id/${verb}`,
    operationId: `${verb}Session`,
    tag: 'training sessions',
    guard: 'user',
    summary: `${verb === 'complete' ? 'Complete' : 'Abort'} a training session, now or at a given time.`,
    request: { path: sessionPath, headers: commandHeaders, body: endSession },
    responses: { 200: changed(session) },
    problems: ['session-not-found', 'session-ended'],
    offline: endsSession,
    example: {
      request: { path, body: {} },
      response: { status: 200, body: { ...exampleSession, ...ended, status } },
    },
    handle: (deps) => (input) => changeSession(deps, input, { type, data: input.body }),
  });

/** The routes that edit, end and delete a training session. */
export const sessionCommandRoutes: readonly Route[] = [
  replaceSessionRoute,
  route({
    method: 'patch',
    path: '/api/v1/training-sessions/:id',
    operationId: 'editSession',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Edit a training session.',
    description: 'A session that has ended accepts every edit, recorded as a correction.',
    request: { path: sessionPath, headers: commandHeaders, body: editSession },
    responses: { 200: changed(session) },
    problems: ['session-not-found'],
    offline: editsSession,
    example: {
      request: { path, body: { name: 'Legs' } },
      response: { status: 200, body: exampleSession },
    },
    handle: (deps) => (input) => changeSession(deps, input, { type: 'EditSession', data: input.body }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/training-sessions/:id',
    operationId: 'deleteSession',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Delete a training session.',
    description: 'The session disappears from lists at once. An id that was used stays used.',
    request: { path: sessionPath, headers: commandHeaders },
    responses: { 204: removed },
    problems: ['session-not-found'],
    offline: deletesSession,
    example: { request: { path }, response: { status: 204 } },
    handle: (deps) => async (input) => {
      const remove = { type: 'DeleteSession', data: {} } as const;
      return answered(await deps.execute(decider, input.path.id, [remove], contextOf(deps, input)));
    },
  }),
  ending('complete', 'CompleteSession', 'completed'),
  ending('abort', 'AbortSession', 'aborted'),
];
