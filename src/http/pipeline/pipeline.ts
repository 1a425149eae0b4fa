import { z } from 'zod';
import { invalid, notFound } from '../../errors.ts';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleDetail, exampleParked, exampleState } from './examples.ts';
import { discard, parkedPath, readModelPath } from './requests.ts';
import { parkedStream, parkedStreamDetail, pipelineState, retryOutcome } from './responses.ts';

const tag = 'service';
const path = '/api/v1/pipeline';
const parkedId = { path: { id: exampleParked.id } };

/** The routes with which superusers see and repair the pipeline. They call what the command line calls. */
export const pipelineRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getPipeline',
    tag,
    guard: 'superuser',
    summary: 'Show every version of every read model, and how far each is in each lane.',
    noStore: true,
    request: {},
    responses: { 200: response(pipelineState) },
    problems: [],
    example: { response: { status: 200, body: exampleState } },
    handle:
      ({ pipeline }) =>
      async () =>
        json(await pipeline.read()),
  }),
  route({
    method: 'get',
    path: `${path}/parked-streams`,
    operationId: 'listParkedStreams',
    tag,
    guard: 'superuser',
    summary: 'List the streams with an event that a read model cannot apply, the longest parked first.',
    noStore: true,
    request: {},
    responses: { 200: response(z.array(parkedStream)) },
    problems: [],
    example: { response: { status: 200, body: [exampleParked] } },
    handle:
      ({ pipeline }) =>
      async () =>
        json(await pipeline.listParked()),
  }),
  route({
    method: 'get',
    path: `${path}/parked-streams/:id`,
    operationId: 'getParkedStream',
    tag,
    guard: 'superuser',
    summary: 'Show a parked stream with the event that failed.',
    description: 'The content of the event is not shown: it belongs to an account.',
    noStore: true,
    request: { path: parkedPath },
    responses: { 200: response(parkedStreamDetail) },
    problems: ['parked-stream-not-found'],
    example: { request: parkedId, response: { status: 200, body: exampleDetail } },
    handle:
      ({ pipeline }) =>
      async (input) =>
        json(present(await pipeline.findParked(input.path.id))),
  }),
  route({
    method: 'post',
    path: `${path}/parked-streams/:id/retry`,
    operationId: 'retryParkedStream',
    tag,
    guard: 'superuser',
    summary: 'Apply the events that wait, in order, with the current build.',
    request: { path: parkedPath },
    responses: { 200: response(retryOutcome) },
    problems: ['parked-stream-not-found'],
    example: { request: parkedId, response: { status: 200, body: { applied: 3, left: 0, reason: null } } },
    handle:
      ({ pipeline }) =>
      async (input) =>
        json(present(await pipeline.retry(input.path.id))),
  }),
  route({
    method: 'post',
    path: `${path}/parked-streams/:id/discard`,
    operationId: 'discardParkedEvent',
    tag,
    guard: 'superuser',
    summary: 'Skip the event that waits first for ever, then apply those after it.',
    description: 'The reason and the account are kept. Rebuilds skip the event too.',
    request: { path: parkedPath, body: discard },
    responses: { 200: response(retryOutcome) },
    problems: ['parked-stream-not-found'],
    example: {
      request: {
        ...parkedId,
        body: { eventId: exampleDetail.event.id, reason: 'Written by a build that was withdrawn.' },
      },
      response: { status: 200, body: { applied: 2, left: 0, reason: null } },
    },
    handle:
      ({ pipeline }) =>
      async ({ path: { id }, body, caller }) => {
        const done = present(await pipeline.discard(id, { ...body, by: caller.account.id }));
        if (done === 'not-first') throw invalid('eventId', 'This is not the event that waits first.');
        return json(done);
      },
  }),
  route({
    method: 'post',
    path: `${path}/read-models/:name/rebuild`,
    operationId: 'rebuildReadModel',
    tag,
    guard: 'superuser',
    summary: 'Rebuild a read model from the log; queries read the old version until the new one is ready.',
    description:
      'Goes on after the answer. `getPipeline` shows the new version with the state `building`, then `joining`.',
    request: { path: readModelPath },
    responses: { 202: response(z.strictObject({ message: z.string() })) },
    problems: ['read-model-not-found'],
    example: {
      request: { path: { name: 'sessions' } },
      response: { status: 202, body: { message: 'The rebuild of sessions has begun.' } },
    },
    handle:
      ({ pipeline }) =>
      async (input) => {
        const { name } = input.path;
        if (!pipeline.rebuild(name)) throw notFound('read-model');
        return json({ message: `The rebuild of ${name} has begun.` }, 202);
      },
  }),
];

function present<Found>(found: Found | null): Found {
  if (found === null) throw notFound('parked-stream');
  return found;
}
