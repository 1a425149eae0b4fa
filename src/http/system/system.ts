import { z } from 'zod';
import type { Health } from '../dependencies.ts';
import { json } from '../reply.ts';
import { response, text } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { health, readiness } from './responses.ts';

const examplePipeline = {
  status: 'moving',
  behind: false,
  paused: [],
  parkedStreams: 0,
  refusedEvents: 0,
  lag: [],
} as const;
const exampleHealth = {
  database_status: 'online',
  cache_status: 'online',
  event_store_status: 'online',
  pipeline: examplePipeline,
  app: 'IronTrack',
  version: '1.0.0',
} as const;

/** The routes of the health probes, whose paths are outside `/api/v1`. */
export const systemRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/ping',
    operationId: 'pingService',
    tag: 'service',
    guard: 'anyone',
    summary: 'Check that the process answers.',
    description: 'Says only that the process runs.',
    noStore: true,
    request: {},
    responses: { 200: text(z.literal('OK'), ['text/plain']) },
    problems: [],
    example: { response: { status: 200, body: 'OK' } },
    handle: () => () => ({ status: 200, body: 'OK' as const }),
  }),
  route({
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    tag: 'service',
    guard: 'anyone',
    summary: 'Show the status of each component; 503 when one is offline.',
    description: 'The report is shared for a second. The status is 503 when a component is offline.',
    noStore: true,
    request: {},
    responses: { 200: response(health), 503: response(health) },
    problems: [],
    example: { response: { status: 200, body: exampleHealth } },
    furtherExamples: { 503: { ...exampleHealth, cache_status: 'offline' } },
    handle: (deps) => async () => {
      const found = await deps.health();
      const { database, cache, eventStore, pipeline } = found;
      const statuses = { database_status: database, cache_status: cache, event_store_status: eventStore };
      const body = { ...statuses, pipeline, app: 'IronTrack', version: deps.config.version } as const;
      return areComponentsOnline(found) ? json(body) : json(body, 503);
    },
  }),
  route({
    method: 'get',
    path: '/ready',
    operationId: 'getReadiness',
    tag: 'service',
    guard: 'anyone',
    summary: 'Check that the service can do its work; 503 when a component is offline or the pipeline is stalled.',
    description: '503 when a component is offline, or when the pipeline does not move although work waits.',
    noStore: true,
    request: {},
    responses: { 200: response(readiness), 503: response(readiness) },
    problems: [],
    example: { response: { status: 200, body: { ready: true, pipeline: examplePipeline } } },
    furtherExamples: { 503: { ready: false, pipeline: { ...examplePipeline, status: 'stalled', behind: true } } },
    handle: (deps) => async () => {
      const found = await deps.health();
      const isReady = areComponentsOnline(found) && found.pipeline.status === 'moving';
      const body = { ready: isReady, pipeline: found.pipeline };
      return isReady ? json(body) : json(body, 503);
    },
  }),
];

const areComponentsOnline = ({ database, cache, eventStore }: Health): boolean =>
  [database, cache, eventStore].every((status) => status === 'online');
