import { expect } from 'chai';
import { keepSecret } from '../../support/leaks.ts';
import { expectDefined } from './contract.ts';
import { exchange } from './exchange.ts';
import { password, type TestApp } from './test-app.ts';

export { password };

/** A response whose body has been read. `json` is undefined when the body is not JSON. */
export type Answer = Readonly<{
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies of every shape
  json: any;
}>;

export type RequestOptions = Readonly<{
  method?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** A request body that is sent unchanged, instead of `body`, which is sent as JSON. */
  raw?: string | Uint8Array | FormData | URLSearchParams;
}>;

/**
 * A client of the API, signed in if it has a cookie or a personal access token. It fails the test when a response is missing in the route's
 * definition.
 */
export type Client = Readonly<{
  cookie: string | null;
  ask: (path: string, options?: RequestOptions) => Promise<Answer>;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  put: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  patch: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  delete: (path: string, headers?: Record<string, string>) => Promise<Answer>;
}>;

const base = '/api/v1';

/**
 * Creates a client of the API. Its paths are relative to `/api/v1`, except that a path with two leading slashes is
 * absolute.
 */
export function clientOf(
  { origin }: Pick<TestApp, 'origin'>,
  cookie: string | null = null,
  token: string | null = null,
): Client {
  const ask: Client['ask'] = async (path, { method = 'GET', body, headers = {}, raw } = {}) => {
    keepSecret(body ?? raw);
    const isJson = raw === undefined && body !== undefined;
    const sent = isJson ? JSON.stringify(body) : raw;
    const url = new URL(origin + (path.startsWith('//') ? path.slice(1) : base + path));
    const received = await exchange(url, {
      method,
      headers: {
        ...(cookie !== null && { cookie }),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(isJson && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: sent,
    });
    expectDefined({ method, path: url.pathname }, received);
    const { text } = received;
    const type = received.headers.get('content-type') ?? '';
    const hasJson = type.includes('json') && type !== 'application/x-ndjson' && text !== '';
    const json = hasJson ? JSON.parse(text) : undefined;
    return { ...received, json };
  };
  const sending =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      ask(path, { method, body, headers });
  return {
    cookie,
    ask,
    get: (path, headers = {}) => ask(path, { headers }),
    post: sending('POST'),
    put: sending('PUT'),
    patch: sending('PATCH'),
    delete: (path, headers = {}) => ask(path, { method: 'DELETE', headers }),
  };
}

/** Creates a client that sends a personal access token instead of cookies. */
export const programOf = (app: Pick<TestApp, 'origin'>, token: string): Client => clientOf(app, null, token);

/** Signs up a new account and signs it in. */
export async function signUpAndIn(app: Pick<TestApp, 'origin'>, email = 'athlete@example.com'): Promise<Client> {
  await clientOf(app).post('/access/signup', { email, password, confirmPassword: password });
  return signIn(app, email);
}

/** Signs in an existing account. */
export async function signIn(app: Pick<TestApp, 'origin'>, email: string, text = password): Promise<Client> {
  const answer = await clientOf(app).ask('/access/signin', {
    method: 'POST',
    raw: new URLSearchParams({ username: email, password: text }),
  });
  expect(answer.status).to.equal(204);
  return clientOf(app, cookiesOf(answer));
}

/** The cookies that a response sets, in the format of the request header `Cookie`. */
export const cookiesOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');

/**
 * Fails unless the answer is a problem with this status and code. Returns its validation errors as `type field`,
 * sorted.
 */
export function problem(answer: Answer, status: number, code: string): string[] {
  expect(answer.text, 'the answer').to.include(code);
  expect(answer.status).to.equal(status);
  expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
  expect(answer.json).to.include({ type: `urn:irontrack:problem:${code}`, status });
  if (status !== 422) return [];
  expect(answer.json.message).to.be.a('string');
  return answer.json.details.map(({ type, field }: { type: string; field: string }) => `${type} ${field}`).sort();
}

/** The validation errors of an answer with status 422, as `type field`, sorted. */
export const validationErrors = (answer: Answer): string[] => problem(answer, 422, 'validation');
