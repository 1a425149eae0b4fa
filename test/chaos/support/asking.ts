import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, clientOf } from '../../http/support/client.ts';

/** A request as somebody sends it who does not know which API process answers. */
export type Request = Readonly<{ method: string; path: string; body?: unknown; key?: string }>;

/** Null where no answer came. */
export type Attempt = Answer | null;

const timeoutMs = 3_000;

/** One try at one address; what breaks or takes too long is no answer. */
export async function attempt(
  origin: string,
  cookie: string,
  { method, path, body, key }: Request,
  patienceMs = timeoutMs,
): Promise<Attempt> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  const answer = clientOf({ origin }, cookie).ask(path, { method, body, headers });
  const late = new AbortController();
  const none = delay(patienceMs, null, { signal: late.signal }).catch(() => null);
  return Promise.race([answer.catch(() => null), none]).finally(() => late.abort());
}

/** Answers that say that the service, not the request, is at fault for now. */
export const isAway = (answer: Attempt): boolean => answer === null || answer.status === 503;
