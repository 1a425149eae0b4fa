import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises';
import { createRunningRequests } from './running-requests.ts';

let turn: Promise<void> = Promise.resolve();
let lastMs = 0;
/** The longest pause, however long the last slice took. */
const maxPauseMs = 50;
/** How much longer than the last slice a pause may be while requests are answered. */
const maxFactor = 3;
const requests = createRunningRequests();
/** Notes that the process has begun to answer a request. Returns a function that notes the end. */
export const beginRequest = requests.begin;

/**
 * Resolves after the event loop has handled what waits, and after a pause as long as the last slice of work took, or up
 * to three times as long while requests are answered. So this work has at most half of the process, and at least a
 * quarter. Several callers continue one after the other, in different rounds of the event loop, so that together they
 * hold it no longer than one alone.
 */
export function breathe(): Promise<void> {
  const mine = turn.then(pause);
  turn = mine.then(measure);
  return mine;
}

async function pause(): Promise<void> {
  const startedAt = performance.now();
  const atMost = Math.min(maxFactor * lastMs, maxPauseMs);
  await (lastMs < 1 ? nextRound() : delay(Math.min(lastMs, maxPauseMs)));
  while (requests.areRunning() && performance.now() - startedAt < atMost) await delay(1);
}

/** Measures the slice: the caller works until the event loop gets to its next round. */
async function measure(): Promise<void> {
  const start = performance.now();
  await nextRound();
  lastMs = performance.now() - start;
}
