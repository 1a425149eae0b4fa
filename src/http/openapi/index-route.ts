import { z } from 'zod';
import { json } from '../reply.ts';
import { response } from '../responses/response.ts';
import { route } from '../route.ts';

const index = z
  .strictObject({
    name: z.literal('IronTrack'),
    version: z.string().describe('The version of the service.'),
    docs: z.literal('/docs').describe('The page with the documentation of the API.'),
    openapi: z.literal('/openapi.json').describe('The OpenAPI document of the API.'),
    health: z.literal('/health').describe('The status of each component.'),
  })
  .meta({ id: 'ServiceIndex', description: 'Where to find what.' });

const exampleIndex = {
  name: 'IronTrack',
  version: '1.0.0',
  docs: '/docs',
  openapi: '/openapi.json',
  health: '/health',
} as const;

/** The route that names the addresses of the documentation and of the status. */
export const indexRoute = route({
  method: 'get',
  path: '/',
  operationId: 'getIndex',
  tag: 'service',
  guard: 'anyone',
  summary: 'Show where to find the documentation and the status of the service.',
  request: {},
  responses: { 200: response(index) },
  problems: [],
  example: { response: { status: 200, body: exampleIndex } },
  handle:
    ({ config: { version } }) =>
    () =>
      json({ ...exampleIndex, version }),
});
