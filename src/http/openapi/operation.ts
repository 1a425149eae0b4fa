import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { ResponseDefinition } from '../responses/response.ts';
import { isCommand, type Route, responsesOf } from '../route.ts';
import { orProblems, problemResponsesOf } from './problem-responses.ts';
import { requestBodyOf } from './request-body.ts';
import { requestHeadersOf } from './request-headers.ts';
import { commonHeaders, headersOf } from './response-headers.ts';
import { securityOf } from './security.ts';

/** The operation that describes a route in the document. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const { operationId, tag, summary, description, request } = route;
  const { path } = request;
  const query = queryOf(route);
  const body = requestBodyOf(route);
  return {
    operationId,
    tags: [tag],
    summary: summary.slice(0, -1),
    description: description ?? summary,
    security: securityOf(route),
    parameters: requestHeadersOf(route),
    requestParams: { ...(path && { path }), ...(query && { query }) },
    ...(body && { requestBody: body }),
    responses: { ...problemResponsesOf(route), ...ownResponsesOf(route) },
  };
}

/**
 * The query parameters of a route. Those of an upload depend on its media type, which OpenAPI cannot say, so all of them
 * are optional.
 */
function queryOf({ request, uploads = {} }: Route): z.ZodObject | undefined {
  if (request.query) return request.query;
  const shapes = Object.values(uploads).map(({ query }) => query?.shape ?? {});
  return shapes.length === 0 ? undefined : z.object(Object.assign({}, ...shapes)).partial();
}

const meanings: Readonly<Record<number, string>> = {
  200: 'The request has succeeded.',
  201: 'The thing is created.',
  202: 'The work goes on as a job, whose state is at `Location`.',
  204: 'The request has succeeded. There is no body.',
  304: 'Nothing has changed since the revision in `If-None-Match`. There is no body.',
  503: 'The service cannot do all of its work. The body says why.',
};

const ownResponsesOf = (route: Route): ZodOpenApiResponsesObject =>
  Object.fromEntries(
    Object.entries(responsesOf(route)).map(([text, defined]) => {
      const status = Number(text);
      return [text, orProblems(responseOf(route, status, defined), route, status)];
    }),
  );

function responseOf(
  route: Route,
  status: number,
  { body, headers, streams, mediaTypes = streams ?? ['application/json'], isBodyOptional }: ResponseDefinition,
) {
  const example = exampleOf(route, status);
  const media = body && { schema: body, ...(example !== undefined && { example }) };
  const replayed = isCommand(route) ? (['Idempotent-Replayed'] as const) : [];
  const isMinimal = !(status in route.responses) || (isBodyOptional && status !== 200);
  const left = isMinimal ? (['Preference-Applied'] as const) : [];
  const meaning = meanings[status] ?? 'The response.';
  return {
    description: isBodyOptional && isMinimal ? `${meaning} There is no body with \`Prefer: return=minimal\`.` : meaning,
    headers: headersOf([...commonHeaders, ...headers, ...replayed, ...left]),
    ...(media && {
      content: Object.fromEntries(mediaTypes.map((type) => [type, type === 'text/csv' ? csv : media])),
    }),
  };
}

/**
 * The content of a CSV response: one text. Other media types have the schema of the response. For NDJSON it describes
 * one line, because OpenAPI 3.1 cannot describe a sequence.
 */
const csv = { schema: { type: 'string' as const }, example: 'Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n' };

const exampleOf = ({ example, furtherExamples = {} }: Route, status: number): unknown =>
  example.response.status === status ? example.response.body : furtherExamples[status];
