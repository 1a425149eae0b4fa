import type { ZodOpenApiObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { type ProblemCode, statusOfProblem, typeOfProblem } from '../problem.ts';
import { explanations } from '../problems/explanations.ts';
import { problemsOf, type Route } from '../route.ts';
import { commonHeaders, headersOf, optionalHeadersOf } from './response-headers.ts';

type Components = NonNullable<ZodOpenApiObject['components']>;

/** The problem codes that a route can answer, in groups of the same status. */
const groupsOf = (route: Route): ReadonlyMap<number, readonly ProblemCode[]> =>
  Map.groupBy([...problemsOf(route)].sort(), (code) => statusOfProblem[code]);

/** The name of the response with one of these problems, such as `EntryNotFoundOrSessionNotFound`. */
const nameOf = (codes: readonly ProblemCode[]): string =>
  codes.map((code) => code.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())).join('Or');

/** The responses with problems that the route can send, by status. */
export const problemResponsesOf = (route: Route): ZodOpenApiResponsesObject =>
  Object.fromEntries(
    groupsOf(route)
      .entries()
      .map(([status, codes]) => [`${status}`, { $ref: `#/components/responses/${nameOf(codes)}` }]),
  );

/** Every response with problems that some route can send, by name. */
export const problemResponses = (routes: readonly Route[]): NonNullable<Components['responses']> =>
  Object.fromEntries(
    routes
      .flatMap((route) => [...groupsOf(route)])
      .map(([status, codes]) => [
        nameOf(codes),
        {
          description: descriptionOf(codes),
          headers: headersOf([...commonHeaders, ...headersOfStatus(status)]),
          content: contentOf(codes, status),
        },
      ]),
  );

/** Adds the problems of a status to the response of this status that a route sends itself. */
export function orProblems(own: ZodOpenApiResponseObject, route: Route, status: number): ZodOpenApiResponseObject {
  const codes = groupsOf(route).get(status);
  if (!codes) return own;
  return {
    description: `${own.description}\n\n${descriptionOf(codes)}`,
    headers: { ...own.headers, ...optionalHeadersOf(headersOfStatus(status)) },
    content: { ...own.content, ...contentOf(codes, status) },
  };
}

const descriptionOf = (codes: readonly ProblemCode[]): string =>
  codes.map((code) => `\`${code}\`: ${explanations[code].meaning}`).join('\n\n');

function headersOfStatus(status: number) {
  if (status === 400 || status === 401 || status === 403) return ['ProblemLink', 'WWW-Authenticate'] as const;
  return status === 429 || status === 503 ? (['ProblemLink', 'Retry-After'] as const) : (['ProblemLink'] as const);
}

const contentOf = (codes: readonly ProblemCode[], status: number) => ({
  'application/problem+json': {
    schema: schemaOf(codes, status),
    examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
  },
});

/** The schema of a problem with one of these codes. Only a 422 lists errors. */
const schemaOf = (codes: readonly ProblemCode[], status: number) => ({
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    {
      type: 'object' as const,
      properties: {
        code: { type: 'string' as const, enum: [...codes] },
        status: { type: 'integer' as const, const: status },
      },
      required: ['code', 'status', ...(status === 422 ? ['message', 'details'] : [])],
    },
  ],
});

/** An example of each problem that some route can answer, by its code. */
export const problemExamples = (routes: readonly Route[]): NonNullable<Components['examples']> =>
  Object.fromEntries(
    [...new Set(routes.flatMap((route) => [...problemsOf(route)]))].map((code) => [
      code,
      { summary: explanations[code].title, value: exampleOf(code) },
    ]),
  );

function exampleOf(code: ProblemCode) {
  const status = statusOfProblem[code];
  const { title, meaning } = explanations[code];
  const details = [{ type: 'missing', field: 'timezone', message: 'Required.' }];
  const listed = status === 422 ? { message: meaning, details } : {};
  return { type: typeOfProblem(code), code, title, status, detail: meaning, instance: '/api/v1/access/me', ...listed };
}
