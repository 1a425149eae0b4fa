import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, clientOf } from '../../../http/support/client.ts';

export type Request = Readonly<{
  method: string;
  path: string;
  body?: unknown;
  form?: URLSearchParams;
  /** The idempotency key of the request. */
  key?: string;
}>;

/** What a request is signed in with: cookies, a personal access token, or nothing. */
export type Credentials = Readonly<{ cookie?: string | null; token?: string | null }>;

const timeoutMs = 3_000;

/** Sends a request once. Returns null if no answer arrives in time. */
export async function sendOnce(
  origin: string,
  { cookie = null, token = null }: Credentials,
  { method, path, body, form, key }: Request,
  patienceMs = timeoutMs,
): Promise<Answer | null> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  const options = { method, headers, ...(body !== undefined && { body }), ...(form && { raw: form }) };
  const answer = clientOf({ origin }, cookie, token).ask(path, options);
  const settled = new AbortController();
  const timeout = delay(patienceMs, null, { signal: settled.signal }).catch(() => null);
  return Promise.race([answer.catch(() => null), timeout]).finally(() => settled.abort());
}

/** Whether to repeat the request: there is no answer, or the answer says that the service is unavailable. */
export const isUnavailable = (answer: Answer | null): boolean => answer === null || answer.status === 503;

/** The error message for a 503 without the header Retry-After; null for every other answer. */
export const missingRetryAfter = ({ method, path }: Request, answer: Answer | null): string | null =>
  answer?.status === 503 && answer.headers.get('retry-after') === null
    ? `503 without Retry-After: ${method} ${path}`
    : null;
