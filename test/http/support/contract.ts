import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { z } from 'zod';
import { type ApiDocument, createApiDocument } from '../../../src/http/openapi/document.ts';
import type { ProblemCode } from '../../../src/http/problem.ts';
import { routes } from '../../../src/http/routes.ts';

/** A response as a client received it. */
export type Received = Readonly<{ status: number; headers: Headers; text: string }>;
type Sent = Readonly<{ method: string; path: string }>;

/** The OpenAPI document of the application in the tests. */
export const apiDocument: ApiDocument = createApiDocument(routes, { version: '0.1.0', hostCookies: false });

/** Codes of problems that the API answers with before it has found the route of a request. */
const withoutRoute: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'method-not-allowed',
  'malformed-address',
  'too-many-requests',
]);

type Content = Readonly<Record<string, unknown>>;
type Header = Readonly<{ required?: boolean; schema: object }>;
type DocumentedResponse = Readonly<{ headers?: Readonly<Record<string, Header>>; content?: Content }>;

/** Compiling a validator is made fast, not the validator: most check only a few values in a process. */
const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { optimize: false } });
addFormats.default(ajv);
ajv.addSchema(apiDocument, 'document');

const validators = new Map<string, ValidateFunction>();
/** The validator of the schema at this place in the document. It is compiled at its first use. */
function validatorAt(place: readonly string[]): ValidateFunction {
  const pointer = place.map((each) => encodeURIComponent(each.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const known = validators.get(pointer);
  if (known) return known;
  const compiled = ajv.compile({ $ref: `document#/${pointer}` });
  validators.set(pointer, compiled);
  return compiled;
}

const schemas = new WeakMap<object, ValidateFunction>();
/** Whether the value is valid under a schema of the document, or under the schema at this place in the document. */
export function isDocumented(schema: object | readonly string[], value: unknown): boolean {
  if (Array.isArray(schema)) return validatorAt(schema)(value);
  const validate = schemas.get(schema) ?? ajv.compile(schema);
  schemas.set(schema, validate);
  return validate(value);
}

/** Fails unless the value is valid under the schema at this place in the document. */
export function expectDocumented(place: readonly string[], value: unknown, at: string): void {
  const validate = validatorAt(place);
  if (!validate(value)) throw new Error(`${at} does not match the document: ${ajv.errorsText(validate.errors)}`);
}

/** Fails unless the document contains exactly this response of the called route. */
export function expectDefined(sent: Sent, received: Received): void {
  // The API answers a CORS preflight before it looks for a route, so no route defines that response.
  if (sent.method === 'OPTIONS' && received.status === 204) return;
  for (const name of ['ratelimit', 'ratelimit-policy']) expect(received.headers.has(name), name).to.equal(true);
  const place = placeOf(sent);
  const at = `${sent.method} ${sent.path} ${received.status}`;
  if (place === null) {
    expectProblemWithoutRoute(received, sent, at);
    return;
  }
  const [documented, of] = resolve([...place, 'responses', `${received.status}`]);
  if (!documented) throw new Error(`${at} is not in the document`);
  const response = documented as DocumentedResponse;
  expectHeaders(response, of, received, at);
  expectBody(response, of, sent, received, at);
}

const headerNames = Object.keys(apiDocument.components?.headers ?? {}).filter((name) => name !== 'ProblemLink');

function expectHeaders(
  { headers = {} }: DocumentedResponse,
  of: readonly string[],
  { headers: sent }: Received,
  at: string,
) {
  const undocumented = headerNames.filter((name) => sent.has(name) && !(name in headers));
  expect(undocumented, `${at} has headers that are not in the document`).to.deep.equal([]);
  for (const name of Object.keys(headers)) {
    const [header, place] = resolve([...of, 'headers', name]);
    const { required = false, schema } = header as Header;
    const value = sent.get(name);
    if (value === null) expect(required, `${at} lacks ${name}`).to.equal(false);
    else
      expectDocumented([...place, 'schema'], 'type' in schema && schema.type === 'integer' ? Number(value) : value, at);
  }
}

function expectBody(
  { content }: DocumentedResponse,
  of: readonly string[],
  { method }: Sent,
  { status, headers, text }: Received,
  at: string,
): void {
  if (!content || method === 'HEAD' || headers.has('preference-applied')) {
    expect(text, `${at} body`).to.equal('');
    return;
  }
  const [type = '', charset] = (headers.get('content-type') ?? '').split('; ');
  expect(Object.keys(content), `${at} media type`).to.include(type);
  if (type === 'application/x-ndjson') {
    for (const line of text.trimEnd().split('\n')) {
      expectDocumented([...of, 'content', type, 'schema'], JSON.parse(line), `${at} line`);
    }
    return;
  }
  expect(charset, at).to.equal('charset=utf-8');
  const body = type.endsWith('json') ? JSON.parse(text) : text;
  expectDocumented([...of, 'content', type, 'schema'], body, `${at} body`);
  if (type === 'application/problem+json') expectConsistent(body, status, at);
}

function expectProblemWithoutRoute({ status, text }: Received, { method }: Sent, at: string): void {
  if (method === 'HEAD') return;
  const body = JSON.parse(text);
  expectDocumented(['components', 'schemas', 'Problem'], body, at);
  expect(withoutRoute.has(body.code), `${at} ${body.code} has no route`).to.equal(true);
  expectConsistent(body, status, at);
}

type Problem = Readonly<{
  type: string;
  code: string;
  status: number;
  details?: readonly Readonly<{ message: string }>[];
}>;
function expectConsistent(body: Problem, status: number, at: string): void {
  expect(body.type, at).to.equal(`urn:irontrack:problem:${body.code}`);
  expect(body.status, at).to.equal(status);
  expect('details' in body, `${at} has details`).to.equal(status === 422);
  for (const { message } of body.details ?? []) expect(message, `${at} in plain words`).not.to.match(/^(Too|Invalid) /);
}

/** Fails unless the value is valid under the schema. */
export function expectValid(schema: z.ZodType, value: unknown, at: string): void {
  const result = schema.safeParse(value);
  if (!result.success) throw new Error(`${at} does not match its schema: ${z.prettifyError(result.error)}`);
}

/** What is at this place in the document, and the place that it refers to if it is a reference. */
export function resolve(place: readonly string[]): readonly [unknown, readonly string[]] {
  const found = place.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    apiDocument,
  );
  const isReference = typeof found === 'object' && found !== null && '$ref' in found;
  return isReference ? resolve(String(found.$ref).slice(2).split('/')) : [found, place];
}

const patterns = Object.keys(apiDocument.paths ?? {}).map((path) => {
  const pattern = path.replace(/^\/$/, '').replaceAll(/\{\w+\}/g, '[^/]+');
  return { path, pattern: new RegExp(`^${pattern}/?$`) };
});

/**
 * The place of the called operation in the document; null if there is none. When several paths match, only the first
 * one counts, as in Express.
 */
function placeOf({ method, path }: Sent): readonly string[] | null {
  const matching = patterns.find(({ pattern }) => pattern.test(path));
  if (!matching) return null;
  const place = ['paths', matching.path, method === 'HEAD' ? 'get' : method.toLowerCase()];
  return resolve(place)[0] === undefined ? null : place;
}
