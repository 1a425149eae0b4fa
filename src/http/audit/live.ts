import { invalid } from '../../errors.ts';
import { streamed } from '../reply.ts';
import { streamOf } from '../responses/response.ts';
import { type Incoming, route } from '../route.ts';
import { exampleHistoryEvent } from './examples.ts';
import { followHistory } from './follow-history.ts';
import { followAuditQuery, positionText } from './requests.ts';
import { liveEvent } from './responses.ts';

export const liveRoute = route({
  method: 'get',
  path: '/api/v1/audit/live',
  operationId: 'followAuditHistory',
  tag: 'audit',
  guard: 'user',
  summary: 'Receive the events of the caller as server-sent events.',
  description:
    'Begins after the header `Last-Event-ID`, else after the position in the query, else with what happens from now on. The stream ends after some minutes, and the client then connects again. It also ends when the sign-in or the right to read ends.',
  request: { query: followAuditQuery },
  isLive: true,
  responses: { 200: streamOf(liveEvent, ['text/event-stream']) },
  problems: ['history-not-found', 'read-model-behind'],
  example: {
    request: { query: { kind: 'session' } },
    response: {
      status: 200,
      body: `retry: 3000\nevent: begin\nid: 4710\ndata: {}\n\nevent: audit\nid: 4711\ndata: ${JSON.stringify(exampleHistoryEvent)}\n\n`,
    },
  },
  handle:
    (deps) =>
    async ({ query: { after, ...asked }, caller, incoming }) => {
      const start = lastEvent(incoming) ?? after ?? null;
      return streamed({ type: 'text/event-stream', content: followHistory(deps, { asked, start, caller, incoming }) });
    },
});

/** The position in `Last-Event-ID`, which browsers send when they connect again. */
function lastEvent({ raw }: Incoming): bigint | null {
  const id = raw.get('last-event-id');
  if (id === undefined || id === '') return null;
  const { data } = positionText.safeParse(id);
  if (data === undefined) throw invalid('Last-Event-ID', 'Must be the id of an event of this stream.');
  return data;
}
