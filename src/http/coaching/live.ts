import { z } from 'zod';
import { invalid } from '../../errors.ts';
import { accountId } from '../examples.ts';
import { streamed } from '../reply.ts';
import { parsedText } from '../requests/parsed-text.ts';
import { rule } from '../requests/validation-errors.ts';
import { streamOf } from '../responses/response.ts';
import { type Incoming, type Route, route } from '../route.ts';
import { followAthletes } from './follow-athletes.ts';
import { parsePlaces } from './live-places.ts';

const place = parsedText(1_024, parsePlaces, rule('value_error', 'Must be the id of an event of this stream.')).meta({
  type: 'string',
  maxLength: 1_024,
  description:
    'The id of the last event that was received. Without it the stream begins with what changes from now on.',
});

const stream = z
  .string()
  .describe(
    'First an event `begin`, whose `data` has the ids of all `athletes`, and whether the place could not be continued (`reset`). Then events `athletes` with the place after them as `id`, and comments in between. The `data` says which of the `athletes` have made which `changes` (`type`, `id`, `deleted`), of whom you may know from now on (`begun`) or not any more (`ended`), and whether more has changed than is told (`reset`).',
  );

const session = '01900000-0000-7000-8000-000000000021';
const example = {
  athletes: [{ athleteId: accountId, changes: [{ type: 'session', id: session, deleted: false }] }],
  begun: [],
  ended: [],
  reset: false,
};
const begin = { athletes: [accountId], reset: false };

/** The stream of what all athletes of a coach change. */
export const liveRoute: Route = route({
  method: 'get',
  path: '/api/v1/coaching/live',
  operationId: 'followAthletes',
  tag: 'coaching',
  guard: 'trainer',
  summary: 'Receive what your athletes change as server-sent events.',
  description:
    'Of all athletes of accepted relationships, at most 500. It tells what has changed and not how: read it at the address of the thing. Begins after the header `Last-Event-ID`, else after the place in the query, else with what changes from now on. The end of a relationship is told within a second, and nothing of the athlete after it. The stream ends after some minutes, and the client then connects again. It also ends when the sign-in ends.',
  request: { query: z.object({ after: place.optional() }) },
  isLive: true,
  responses: { 200: streamOf(stream, ['text/event-stream']) },
  problems: ['read-model-behind'],
  example: {
    response: {
      status: 200,
      body: `retry: 3000\nevent: begin\nid: 1-4710-4690-4710-4702\ndata: ${JSON.stringify(begin)}\n\nevent: athletes\nid: 1-4710-4711-4710-4702\ndata: ${JSON.stringify(example)}\n\n`,
    },
  },
  handle:
    (deps) =>
    async ({ query: { after }, caller, incoming }) => {
      const start = lastEvent(incoming) ?? after ?? null;
      return streamed({ type: 'text/event-stream', content: followAthletes(deps, { start, caller, incoming }) });
    },
});

/** The place in `Last-Event-ID`, which browsers send when they connect again. */
function lastEvent({ raw }: Incoming) {
  const text = raw.get('last-event-id');
  if (text === undefined || text === '') return null;
  const { data } = place.safeParse(text);
  if (!data) throw invalid('Last-Event-ID', 'Must be the id of an event of this stream.');
  return data;
}
