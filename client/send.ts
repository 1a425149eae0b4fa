import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { type RetryOptions, withRetries } from './retry.ts';

export type SendOptions = RetryOptions &
  Readonly<{
    baseUrl: string;
    fetch: (request: Request) => Promise<Response>;
    /** A personal access token; null for a client that signs in with cookies. */
    token: string | null;
    /** Whether the platform keeps cookies, as browsers do. */
    hasCookies: boolean;
  }>;

export const safeMethods = new Set(['GET', 'HEAD']);
const refreshPath = '/api/v1/access/refresh-jwt';
/** A 401 to these requests is about the password or the refresh token, so a refresh does not help. */
const signInPaths = new Set(['/api/v1/access/signin', refreshPath]);

/**
 * Creates the function that sends every request of a client. It adds the token or the cookies, sends a request again after
 * 429, 503 and failures of the network, and renews an expired sign-in once for all requests that need it.
 */
export function createSend(options: SendOptions): (request: Request) => Promise<Response> {
  const { token, baseUrl } = options;
  const jar = token === null && !options.hasCookies ? createCookieJar() : null;
  /** Counts the renewals: a request that was sent before the latest one needs no further renewal. */
  let generation = 0;
  let renewal: Promise<boolean> | null = null;

  const sendOnce = async (request: Request): Promise<Response> => {
    const response = await options.fetch(withCredentials(request, token, jar));
    jar?.store(response);
    return response;
  };
  const send = (request: Request) => withRetries(request, sendOnce, { ...options, canRepeat: canRepeat(request) });

  async function renew(): Promise<boolean> {
    const { ok } = await send(new Request(new URL(refreshPath, baseUrl), { method: 'POST', credentials: 'include' }));
    if (ok) generation += 1;
    return ok;
  }

  return async (request) => {
    const sentIn = generation;
    const again = token === null && !signInPaths.has(new URL(request.url).pathname) ? request.clone() : null;
    const response = await send(request);
    if (response.status !== 401 || !again) return response;
    if (sentIn === generation) {
      renewal ??= renew().finally(() => {
        renewal = null;
      });
      if (!(await renewal)) return response;
    }
    await response.body?.cancel();
    return send(again);
  };
}

function withCredentials(request: Request, token: string | null, jar: CookieJar | null): Request {
  const cookies = jar?.header();
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`);
  else if (cookies) request.headers.set('Cookie', cookies);
  return request;
}

/** Each command of a batch has an idempotency key of its own. */
const syncPath = '/api/v1/sync';

/** Whether a request that was processed already has no further effect when it is sent again. */
const canRepeat = ({ method, headers, url }: Request): boolean =>
  safeMethods.has(method) || headers.has('Idempotency-Key') || new URL(url).pathname === syncPath;
