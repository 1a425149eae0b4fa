import { notFound } from '../../errors.ts';
import { pageWith } from '../examples.ts';
import { listReply } from '../list-reply.ts';
import { knownVersionOf, storedDocument } from '../reply.ts';
import { notModified, page, shown } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { activeSessionRoute } from './active-session.ts';
import { exampleSession, exampleSummary, sessionId } from './examples.ts';
import { session, sessionPage } from './responses.ts';
import { listSessions, sessionPath } from './session-requests.ts';
import { startSessionRoute } from './start-session.ts';

/** The routes that start, read and list training sessions. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/training-sessions',
    operationId: 'listSessions',
    tag: 'training sessions',
    guard: 'user',
    summary: "List the caller's training sessions.",
    description: 'Newest first. A summary has the numbers of exercises and sets; `view=full` returns whole sessions.',
    request: { query: listSessions },
    responses: { 200: page(sessionPage) },
    problems: ['read-model-behind'],
    example: { request: { query: { status: 'completed' } }, response: { status: 200, body: pageWith(exampleSummary) } },
    handle:
      ({ queries }) =>
      (input) =>
        listReply(input, (page, { searchString: search, ...filters }) => {
          const sortOrder = filters.sortOrder ?? (filters.orderBy === 'startedAt' ? 'desc' : 'asc');
          const { account, requiredPosition } = input.caller;
          return queries.listSessions({ ...filters, ...page, sortOrder, search, owner: account.id, requiredPosition });
        }),
  }),
  startSessionRoute,
  activeSessionRoute,
  route({
    method: 'get',
    path: '/api/v1/training-sessions/:id',
    operationId: 'getSession',
    tag: 'training sessions',
    guard: 'user',
    summary: 'Read a training session.',
    description:
      'The session with its exercises and sets. The `ETag` is the revision, followed by the number of linked ' +
      'exercises that were deleted since.',
    request: { path: sessionPath },
    responses: { 200: shown(session), 304: notModified },
    problems: ['session-not-found', 'read-model-behind'],
    example: { request: { path: { id: sessionId } }, response: { status: 200, body: exampleSession } },
    handle:
      ({ queries }) =>
      async ({ path, caller, incoming }) => {
        const { account, requiredPosition } = caller;
        const known = knownVersionOf(incoming.raw);
        const found = await queries.getSession({ owner: account.id, id: path.id, known, requiredPosition });
        if (!found) throw notFound('session');
        return storedDocument(found, found.joined);
      },
  }),
];
