import { abortable } from './wait.ts';

/** How often the client sends a request again, and how long it waits before. */
export type RetryOptions = Readonly<{
  /** The largest number of further attempts. */
  retries: number;
  /** The longest wait in milliseconds, unless the service asks for more with `Retry-After`. */
  maxDelayMs: number;
}>;

const firstDelayMs = 250;
const repeatable = new Set([429, 503]);

/**
 * Sends a request until it is answered with something other than 429 and 503. After a failure of the network it is sent again
 * only if `canRepeat`, because the service may have processed it.
 */
export async function withRetries(
  request: Request,
  send: (request: Request) => Promise<Response>,
  { retries, maxDelayMs, canRepeat }: RetryOptions & Readonly<{ canRepeat: boolean }>,
): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= retries;
    const delayMs = Math.random() * Math.min(firstDelayMs * 2 ** attempt, maxDelayMs);
    try {
      const response = await send(isLast ? request : request.clone());
      const isRepeated = !isLast && repeatable.has(response.status) && (canRepeat || response.status === 429);
      if (!isRepeated) return response;
      await response.body?.cancel();
      await abortable(secondsOf(response) * 1000 + delayMs, request.signal);
    } catch (error) {
      if (isLast || !canRepeat || request.signal.aborted) throw error;
      await abortable(delayMs, request.signal);
    }
  }
}

const secondsOf = ({ headers }: Response): number => Math.max(0, Number(headers.get('retry-after') ?? 0) || 0);
