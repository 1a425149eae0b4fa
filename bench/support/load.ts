import { setTimeout as delay } from 'node:timers/promises';
import { type CpuTimes, cpuPerCall, type Pids, readCpu } from './cpu.ts';
import { closeIdleConnections } from './http.ts';

/**
 * The result of a load test: answers per second, percentiles of the response time in milliseconds, and microseconds of
 * CPU time per call of each process.
 */
export type LoadResult = Readonly<{ perSecond: number; p50: number; p95: number; p99: number; cpu: CpuTimes }>;

export type Load = Readonly<{ concurrency: number; seconds: number; pids?: Pids }>;

const warmUpMs = 1_000;

/** Keeps `concurrency` calls running for `seconds`, after a warm-up that is not measured. A failed call ends it. */
export async function measureLoad(
  { concurrency, seconds, pids = {} }: Load,
  call: (number: number) => Promise<unknown>,
): Promise<LoadResult> {
  closeIdleConnections();
  let times: number[] = [];
  let [calls, isOver] = [0, false];
  const callUntilEnd = async () => {
    while (!isOver) {
      calls += 1;
      const start = performance.now();
      await call(calls);
      times.push(performance.now() - start);
    }
  };
  const calling = Promise.all(Array.from({ length: concurrency }, callUntilEnd));
  const measure = async (): Promise<LoadResult> => {
    await delay(warmUpMs);
    times = [];
    const [before, startedAt] = [readCpu(pids), performance.now()];
    await delay(seconds * 1_000);
    const [measured, lasted, after] = [times, performance.now() - startedAt, readCpu(pids)];
    isOver = true;
    times = [];
    const cpu = cpuPerCall(before, after, measured.length);
    return { perSecond: (measured.length * 1_000) / lasted, ...percentilesOf(measured), cpu };
  };
  const [result] = await Promise.all([measure(), calling]);
  return result;
}

/** Starts `perSecond` calls each second for `seconds`, no matter how long a call lasts, and waits for all calls. */
export async function callAtRate(perSecond: number, seconds: number, call: () => Promise<unknown>): Promise<void> {
  const calls: Promise<unknown>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
    while (calls.length < due) calls.push(call());
    await delay(1);
  }
  await Promise.all(calls);
}

export function percentilesOf(times: readonly number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The median item when the items are sorted by `key`. */
export function medianOf<Item>(items: readonly Item[], key: (item: Item) => number): Item {
  const sorted = items.toSorted((a, b) => key(a) - key(b));
  return sorted[Math.floor(sorted.length / 2)] as Item;
}
