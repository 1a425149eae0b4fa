import { notFound } from '../../errors.ts';
import type { SessionId } from '../../events/ids.ts';
import { newId } from '../command.ts';
import { noItems } from '../examples.ts';
import { jsonText, storedDocument } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { limitOf } from '../requests/list.ts';
import { created, notModified, response, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { createInSession } from './command-session.ts';
import { exampleSession, sessionId } from './examples.ts';
import { session, sessionPage } from './responses.ts';
import { listSessions, sessionPath, startSession } from './session-requests.ts';

/** The routes that start, read and list training sessions. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-sessions',
    guard: 'user',
    summary: "List the caller's training sessions.",
    request: { query: listSessions },
    responses: { 200: response(sessionPage) },
    problems: ['read-model-behind'],
    example: { request: { query: { status: 'completed' } }, response: { status: 200, body: noItems } },
    handle:
      ({ queries }) =>
      async ({ query, caller }) => {
        const { currentPage, pageSize, searchString: search, ...filters } = query;
        const sortOrder = query.sortOrder ?? (query.orderBy === 'startedAt' ? 'desc' : 'asc');
        const { account, requiredPosition } = caller;
        const page = { ...limitOf({ currentPage, pageSize }), sortOrder };
        return jsonText(
          await queries.listSessions({ ...filters, ...page, search, owner: account.id, requiredPosition }),
        );
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/training-sessions',
    guard: 'user',
    summary: 'Start a training session.',
    description: 'The client may supply the id, a UUID of any version; it may then repeat the request.',
    request: { headers: commandHeaders, body: startSession },
    responses: { 201: created(session) },
    problems: ['id-taken', 'quota-exceeded'],
    example: {
      request: { body: { name: 'Legs', timezone: 'Europe/Berlin' } },
      response: { status: 201, body: exampleSession },
    },
    handle: (deps) => async (input) => {
      const { id: own, ...data } = input.body;
      const sessionId = newId<SessionId>(deps, input, 'session', own);
      const start = { type: 'StartSession', data: { ...data, sessionId, importId: null } } as const;
      return createInSession(deps, input, sessionId, start);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/training-sessions/:id',
    guard: 'user',
    summary: 'Read a training session.',
    request: { path: sessionPath },
    responses: { 200: shown(session), 304: notModified },
    problems: ['session-not-found', 'read-model-behind'],
    example: { request: { path: { id: sessionId } }, response: { status: 200, body: exampleSession } },
    handle:
      ({ queries }) =>
      async ({ path, caller }) => {
        const { account, requiredPosition } = caller;
        const found = await queries.getSession({ owner: account.id, id: path.id, requiredPosition });
        if (!found) throw notFound('session');
        return storedDocument(found, found.joined);
      },
  }),
];
