import { expect } from 'chai';
import { keepSecret } from '../../support/leaks.ts';
import { password, type TestApp } from './test-app.ts';

export { password };

/** An answer with its body read; `json` is undefined where the body is none. */
export type Answer = Readonly<{
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}>;

export type Asked = Readonly<{
  method?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in place of `body`. */
  raw?: string | Uint8Array | FormData | URLSearchParams;
}>;

/** Somebody who talks to the app; with a cookie once signed in. */
export type Client = Readonly<{
  cookie: string | null;
  ask: (path: string, asked?: Asked) => Promise<Answer>;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  put: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  patch: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  delete: (path: string, headers?: Record<string, string>) => Promise<Answer>;
}>;

const base = '/api/v1';

/** Paths are below `/api/v1` unless they begin with two slashes. */
export function clientOf({ origin }: Pick<TestApp, 'origin'>, cookie: string | null = null): Client {
  const ask: Client['ask'] = async (path, { method = 'GET', body, headers = {}, raw } = {}) => {
    keepSecret(body ?? raw);
    const isJson = raw === undefined && body !== undefined;
    const sent = isJson ? JSON.stringify(body) : raw;
    const response = await fetch(origin + (path.startsWith('//') ? path.slice(1) : base + path), {
      method,
      headers: {
        ...(cookie !== null && { cookie }),
        ...(isJson && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    const text = await response.text();
    const isReadable = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    const json = isReadable ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
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

/** Signs somebody new up and in. */
export async function signedIn(app: Pick<TestApp, 'origin'>, email = 'athlete@example.com'): Promise<Client> {
  await clientOf(app).post('/access/signup', { email, password, confirmPassword: password });
  return signIn(app, email);
}

/** Signs in whom there is already. */
export async function signIn(app: Pick<TestApp, 'origin'>, email: string, text = password): Promise<Client> {
  const answer = await clientOf(app).ask('/access/signin', {
    method: 'POST',
    raw: new URLSearchParams({ username: email, password: text }),
  });
  expect(answer.status).to.equal(204);
  return clientOf(app, cookiesOf(answer));
}

/** The cookies that an answer sets, as a request sends them. */
export const cookiesOf = ({ headers }: Answer): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');

/** Holds an answer to the form of a problem, and answers its faults as `type field`. */
export function problem(answer: Answer, status: number, code: string): string[] {
  expect(answer.text, 'the answer').to.include(code);
  expect(answer.status).to.equal(status);
  expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
  expect(answer.json).to.include({ type: `urn:irontrack:problem:${code}`, status });
  for (const member of ['title', 'detail', 'instance']) expect(answer.json[member]).to.be.a('string');
  if (status !== 422) return [];
  expect(answer.json.message).to.be.a('string');
  for (const fault of answer.json.details) expect(fault).to.have.all.keys('type', 'field', 'message');
  return answer.json.details.map(({ type, field }: { type: string; field: string }) => `${type} ${field}`).sort();
}

/** The faults of a 422. */
export const validationErrors = (answer: Answer): string[] => problem(answer, 422, 'validation');
