import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../errors.ts';

/** Waits for a time. Aborting `signal` ends the wait early, without an error. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(Math.max(0, milliseconds), undefined, { signal }).catch(() => {});
}

/** How many milliseconds to wait before the next attempt: 50, doubled with each earlier failure, at most `longest`. */
export const backOff = (failures: number, longest = 2_000): number =>
  Math.min(50 * 2 ** Math.min(failures, 20), longest);

/** Whether an error is a passing outage: a service is down, a lock is not granted, or a data key cannot be read. */
export const isTransient = (error: unknown): boolean => error instanceof DomainError && error.code === 'unavailable';

export type RetryOptions = Readonly<{
  /** The largest number of attempts after the first one. @defaultValue 4 */
  retries?: number;
  /** Aborting ends the retries with the signal's reason. A result that arrives after the abort is returned. */
  signal?: AbortSignal | undefined;
  /** Decides, by the error and the number of earlier failures, whether to try again. @defaultValue isTransient */
  shouldRetry?: (error: unknown, failures: number) => boolean;
  /** Called with the error of a failed attempt, before the pause that precedes the next attempt. */
  onRetry?: (error: unknown) => void;
  /** A count of finished work. If it has grown since the last failure, the number of retries starts at 0 again. */
  progress?: () => number;
}>;

/** Calls `attempt` until it succeeds, with exponential backoff. */
export async function retry<Result>(attempt: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> {
  const { retries = 4, signal, shouldRetry = isTransient, onRetry = () => {}, progress = () => 0 } = options;
  const never = new AbortController().signal;
  let before = progress();
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (progress() > before) failures = 0;
      if (failures >= retries || !shouldRetry(error, failures)) throw error;
      before = progress();
      onRetry(error);
      await pause(backOff(failures), signal ?? never);
      signal?.throwIfAborted();
    }
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Creates an error listener that reports at most one error per `pauseMs` and ignores the others. */
export function throttle(report: (reason: string) => void, pauseMs = 5_000): (error: Error) => void {
  let last = -pauseMs;
  return ({ message }) => {
    if (performance.now() - last < pauseMs) return;
    last = performance.now();
    report(message);
  };
}
