import { expect } from 'chai';
import { z } from 'zod';
import { type ProblemCode, statusOfProblem } from '../../../src/http/problem.ts';
import { problemsOf, type Route } from '../../../src/http/route.ts';
import { routes } from '../../../src/http/routes.ts';

/** A response as a client received it. */
export type Received = Readonly<{ status: number; headers: Headers; text: string }>;
type Sent = Readonly<{ method: string; path: string }>;

/** Codes of problems that the API answers with before it has found the route of a request. */
const withoutRoute: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'host-not-allowed',
  'method-not-allowed',
  'malformed-address',
  'internal',
]);

const problemPrefix = 'urn:irontrack:problem:';
const problemSchema = z.strictObject({
  type: z.string().startsWith(problemPrefix),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  message: z.string().optional(),
  details: z.array(z.strictObject({ type: z.string(), field: z.string(), message: z.string() })).optional(),
});

/** Fails unless the definition of the called route contains exactly this response. */
export function expectDefined(sent: Sent, received: Received): void {
  // The API answers a CORS preflight before it looks for a route, so no route defines that response.
  if (sent.method === 'OPTIONS' && received.status === 204) return;
  const route = routeOf(sent);
  const at = `${sent.method} ${route?.path ?? sent.path} ${received.status}`;
  if (received.headers.get('content-type')?.startsWith('application/problem+json')) {
    expectDefinedProblem(route, sent, received, at);
    return;
  }
  const defined = route?.responses[received.status];
  if (!defined) throw new Error(`${at} is not defined`);
  const named = defined.headers.filter((name) => name !== 'Set-Cookie').map((name) => name.toLowerCase());
  const present = ['etag', 'location', 'x-consistency-token'].filter((name) => received.headers.has(name));
  expect(present, `${at} headers`).to.have.members(named);
  const hasCookies = received.headers.getSetCookie().length > 0;
  if (hasCookies) expect(defined.headers, at).to.include('Set-Cookie');
  expectBody(defined.body, sent, received, at);
}

function expectBody(schema: z.ZodType | null, { method }: Sent, { headers, text }: Received, at: string): void {
  if (schema === null || method === 'HEAD') {
    expect(text, `${at} body`).to.equal('');
    return;
  }
  const isJson = headers.get('content-type') === 'application/json; charset=utf-8';
  expectValid(schema, isJson ? JSON.parse(text) : text, `${at} body`);
}

function expectDefinedProblem(
  route: Route | undefined,
  { method }: Sent,
  { status, text }: Received,
  at: string,
): void {
  if (method === 'HEAD') return;
  const body = problemSchema.parse(JSON.parse(text));
  const code = body.type.slice(problemPrefix.length) as ProblemCode;
  expect(status, at).to.equal(body.status).and.to.equal(statusOfProblem[code]);
  expect('details' in body, `${at} has details`).to.equal(status === 422);
  const defined = new Set([...withoutRoute, ...(route ? problemsOf(route) : [])]);
  expect(defined.has(code), `${at} ${code} is not among the problems of the route`).to.equal(true);
}

/** Fails unless the value is valid under the schema. */
export function expectValid(schema: z.ZodType, value: unknown, at: string): void {
  const result = schema.safeParse(value);
  if (!result.success) throw new Error(`${at} does not match its schema: ${z.prettifyError(result.error)}`);
}

const patterns = routes.map((route) => {
  const pattern = route.path.replace(/\/$/, '').replaceAll(/:\w+/g, '[^/]+');
  return { route, pattern: new RegExp(`^${pattern}/?$`) };
});

/**
 * Finds the route that Express would call: when several paths match, only the routes with the first matching path
 * count.
 */
function routeOf({ method, path }: Sent): Route | undefined {
  const matching = patterns.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route);
  const onPath = matching.filter((route) => route.path === matching[0]?.path);
  return onPath.find((route) => route.method === (method === 'HEAD' ? 'get' : method.toLowerCase()));
}
