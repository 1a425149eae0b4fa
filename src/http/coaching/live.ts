import { z } from 'zod';
import { accountId } from '../examples.ts';
import { streamed } from '../reply.ts';
import { streamOf } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { followAthletes } from './follow-athletes.ts';

const stream = z
  .string()
  .describe(
    'An event `begin`, then events `athletes` with `{"athletes": […]}` as `data`: the ids of those with something new; and comments in between.',
  );

/** The route that tells a coach when to read the roster again. */
export const liveRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/live',
    operationId: 'followAthletes',
    tag: 'coaching',
    guard: 'trainer',
    summary: 'Receive as server-sent events which of your athletes have something new.',
    description:
      'What is new is read from the roster, the review queue and the audit. An athlete is also told when the relationship has begun or ended, which takes some seconds. The stream ends after some minutes, and when the sign-in or the role ends; the client then connects and reads again.',
    request: {},
    isLive: true,
    responses: { 200: streamOf(stream, ['text/event-stream']) },
    problems: ['read-model-behind'],
    example: {
      response: {
        status: 200,
        body: `retry: 3000\nevent: begin\ndata: {}\n\nevent: athletes\ndata: {"athletes":["${accountId}"]}\n\n`,
      },
    },
    handle:
      (deps) =>
      async ({ caller, incoming }) =>
        streamed({ type: 'text/event-stream', content: followAthletes(deps, { caller, incoming }) }),
  }),
];
