import { setTimeout as delay } from 'node:timers/promises';

/** What the promise gives, or `undefined` when that takes longer. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const clock = delay(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  return Promise.race([promise, clock]).finally(() => over.abort());
}

/** Asks again and again until the answer is yes; false when the time is up. For what no event tells. */
export async function until(milliseconds: number, holds: () => boolean): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!holds()) {
    if (performance.now() > deadline) return false;
    await delay(5);
  }
  return true;
}
