import { invalid } from '../../errors.ts';
import { jsonText, streamed } from '../reply.ts';
import { response, streamOf } from '../responses/response.ts';
import { type Incoming, type Route, route } from '../route.ts';
import { feedToken, followChangesQuery, listChangesQuery } from './change-requests.ts';
import { exampleChanges } from './examples.ts';
import { followChanges } from './follow-changes.ts';
import { readPage, startOf } from './read-page.ts';
import { changeStream, changesPage } from './responses.ts';

const listRoute = route({
  method: 'get',
  path: '/api/v1/changes',
  operationId: 'listChanges',
  tag: 'changes',
  guard: 'user',
  summary: 'List what has changed since a token.',
  description:
    'Whole documents of everything of the caller that has changed, and what was deleted. A client that begins without a token and follows `next` has exactly the documents that the lists return.',
  request: { query: listChangesQuery },
  responses: { 200: response(changesPage) },
  problems: ['read-model-behind'],
  example: { request: { query: { types: 'session,exercise' } }, response: { status: 200, body: exampleChanges } },
  handle:
    (deps) =>
    async ({ query: { limit, ...asked }, caller }) => {
      const { body } = await readPage(deps, { ...(await startOf(deps, asked)), limit, caller });
      return jsonText(body);
    },
});

const followRoute = route({
  method: 'get',
  path: '/api/v1/changes/live',
  operationId: 'followChanges',
  tag: 'changes',
  guard: 'user',
  summary: 'Receive changes as server-sent events.',
  description:
    'Begins after the header `Last-Event-ID`, else after the token in the query, else where `begin` says. The stream ends after some minutes, and the client then connects again. It also ends when the sign-in ends.',
  request: { query: followChangesQuery },
  isLive: true,
  responses: { 200: streamOf(changeStream, ['text/event-stream']) },
  problems: ['read-model-behind'],
  example: {
    request: { query: { types: 'session' } },
    response: {
      status: 200,
      body: `retry: 3000\nevent: changes\nid: ${exampleChanges.next}\ndata: ${JSON.stringify(exampleChanges)}\n\n`,
    },
  },
  handle:
    (deps) =>
    async ({ query, caller, incoming }) => {
      // The header is newer than the query, because a browser that connects again repeats the old address.
      const start = await startOf(deps, { ...query, ...lastEvent(incoming) });
      return streamed({ type: 'text/event-stream', content: followChanges(deps, { caller, start, incoming }) });
    },
});

/** The token in `Last-Event-ID`, which browsers send when they connect again. */
function lastEvent({ raw }: Incoming) {
  const id = raw.get('last-event-id');
  if (id === undefined || id === '') return {};
  const { data } = feedToken.safeParse(id);
  if (!data) throw invalid('Last-Event-ID', 'Must be the id of an event of this stream.');
  return { after: data };
}

/** The routes of the change feed. */
export const changeRoutes: readonly Route[] = [listRoute, followRoute];
