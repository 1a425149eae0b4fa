import { setTimeout as delay } from 'node:timers/promises';
import { closeIdleConnections } from './http.ts';

/**
 * The result of a load test: answers per second, percentiles of the response time in milliseconds, and failed calls.
 */
export type LoadResult = Readonly<{ perSecond: number; p50: number; p99: number; failed: number }>;

const warmUpMs = 1_000;

/**
 * Keeps `concurrency` calls running for `seconds`, after a warm-up that is not measured. `call` returns whether it
 * succeeded.
 */
export async function measureLoad(
  concurrency: number,
  seconds: number,
  call: (number: number) => Promise<boolean>,
): Promise<LoadResult> {
  closeIdleConnections();
  const times: number[] = [];
  let [calls, failed] = [0, 0];
  const startsAt = performance.now() + warmUpMs;
  const endsAt = startsAt + seconds * 1_000;
  const callUntilEnd = async () => {
    for (let start = performance.now(); start < endsAt; start = performance.now()) {
      calls += 1;
      const isSuccess = await call(calls);
      if (start < startsAt) continue;
      if (isSuccess) times.push(performance.now() - start);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, callUntilEnd));
  return { perSecond: times.length / seconds, ...percentilesOf(times), failed };
}

/** Starts `perSecond` calls each second for `seconds`, no matter how long a call lasts, and waits for all calls. */
export async function callAtRate(
  perSecond: number,
  seconds: number,
  call: (number: number) => Promise<void>,
): Promise<void> {
  const calls: Promise<void>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
    while (calls.length < due) calls.push(call(calls.length));
    await delay(2);
  }
  await Promise.all(calls);
}

export function percentilesOf(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The median item when the items are sorted by `key`. */
export function medianOf<Item>(items: readonly Item[], key: (item: Item) => number): Item {
  const sorted = items.toSorted((a, b) => key(a) - key(b));
  return sorted[Math.floor(sorted.length / 2)] as Item;
}
