import { z } from 'zod';
import { notModified, shown, text } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { contentOf, encoded, once, reply } from './docs-content.ts';
import { docsFiles, docsPage, startScript } from './docs-files.ts';
import { createApiDocument } from './document.ts';
import { indexRoute } from './index-route.ts';

const apiDocument = z
  .looseObject({ openapi: z.string(), info: z.looseObject({ title: z.string(), version: z.string() }) })
  .meta({ id: 'ApiDocument', description: 'An OpenAPI 3.1 document.' });

const fileNames = Object.keys(docsFiles) as [keyof typeof docsFiles, ...(keyof typeof docsFiles)[]];

/** The routes that document the API. They describe `all` routes, themselves among them. */
export const documentRoutes = (all: () => readonly Route[]): readonly Route[] => [
  indexRoute,
  route({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getApiDocument',
    tag: 'service',
    guard: 'anyone',
    summary: 'Read the OpenAPI document of this API.',
    request: {},
    responses: { 200: shown(apiDocument), 304: notModified },
    problems: [],
    example: {
      response: { status: 200, body: { openapi: '3.1.1', info: { title: 'IronTrack', version: '1.0.0' } } },
    },
    handle: ({ config }) => {
      const read = once(() => encoded(Buffer.from(JSON.stringify(createApiDocument(all(), config)))));
      return async (input) => reply(input, await read());
    },
  }),
  route({
    method: 'get',
    path: '/docs',
    operationId: 'showDocs',
    tag: 'service',
    guard: 'anyone',
    summary: 'Show the documentation of this API as a page.',
    isPage: true,
    request: {},
    responses: { 200: text(z.string(), ['text/html']) },
    problems: [],
    example: { response: { status: 200, body: '<!doctype html>' } },
    handle: () => () => ({ status: 200, body: docsPage }),
  }),
  route({
    method: 'get',
    path: '/docs/:file',
    operationId: 'getDocsFile',
    tag: 'service',
    guard: 'anyone',
    summary: 'Read a file that the page of the documentation loads.',
    request: { path: z.object({ file: z.enum(fileNames).describe('The name of the file.') }) },
    responses: { 200: text(z.string(), ['text/javascript', 'text/css'], 'ETag'), 304: notModified },
    problems: [],
    example: {
      request: { path: { file: 'start.js' } },
      response: { status: 200, body: startScript },
    },
    handle: (deps) => {
      const files = new Map(fileNames.map((name) => [name, once(async () => encoded(await contentOf(deps, name)))]));
      return async (input) => {
        const { file } = input.path;
        const content = await files.get(file)?.();
        if (!content) throw new Error(`${file} is not a file of the page`);
        return { ...reply(input, content), mediaType: docsFiles[file] };
      };
    },
  }),
];
