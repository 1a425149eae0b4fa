import { type CreateDocumentOptions, createDocument, type ZodOpenApiObject } from 'zod-openapi';
import type { HttpConfig } from '../dependencies.ts';
import { problemBody } from '../problems/problem-body.ts';
import type { Route } from '../route.ts';
import { tags } from '../tags.ts';
import { withNamedRequests, withParameterDetails } from './complete-document.ts';
import { introduction } from './introduction.ts';
import { operationOf } from './operation.ts';
import { problemExamples, problemResponses } from './problem-responses.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';
import { securitySchemes } from './security.ts';
import { webhooks } from './webhooks.ts';

export type ApiDocument = ReturnType<typeof createDocument>;

/** Creates the OpenAPI document that describes these routes. Everything in it follows from their definitions. */
export function createApiDocument(
  routes: readonly Route[],
  { version, hostCookies }: Pick<HttpConfig, 'version' | 'hostCookies'>,
): ApiDocument {
  const paths = Map.groupBy(routes, documentedPathOf)
    .entries()
    .map(([path, group]) => [path, Object.fromEntries(group.map((route) => [route.method, operationOf(route)]))]);
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: 'IronTrack',
      version,
      summary: 'The training history of athletes, as an append-only log of facts.',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The service that sent this document.' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths),
    webhooks,
    components: {
      schemas: { Problem: problemBody },
      securitySchemes: securitySchemes(hostCookies),
      parameters: requestHeaders,
      headers: responseHeaders,
      responses: problemResponses(routes),
      examples: problemExamples(routes),
    },
  };
  return withNamedRequests(withParameterDetails(createDocument(document, { override: leaveOpen }), routes));
}

/** Says nothing of the further members of an object, instead of allowing all of them with an empty schema. */
const leaveOpen: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema }) => {
  const { additionalProperties: further } = jsonSchema;
  if (typeof further === 'object' && Object.keys(further).length === 0) delete jsonSchema.additionalProperties;
};

/**
 * The path of a route in the document. A slash at the end is left out, because the router does not distinguish the two
 * spellings.
 */
export const documentedPathOf = ({ path }: Pick<Route, 'path'>): string =>
  path.replaceAll(/:(\w+)/g, '{$1}').replace(/(?<=.)\/$/, '');
