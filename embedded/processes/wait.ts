import { setTimeout as delay } from 'node:timers/promises';

/** The result of the promise, or `undefined` if the promise does not settle in time. */
export async function withTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const timer = delay(milliseconds, undefined, { signal: settled.signal }).catch(() => undefined);
  return Promise.race([promise, timer]).finally(() => settled.abort());
}

/** Waits for a condition that no event reports, by checking it repeatedly. Returns false when the time is over. */
export async function waitUntil(milliseconds: number, condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await delay(5);
  }
  return true;
}
