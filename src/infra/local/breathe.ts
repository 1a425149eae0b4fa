import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises';

let turn: Promise<void> = Promise.resolve();
let lastMs = 0;
/** The longest pause, however long the last slice took. */
const maxPauseMs = 50;

/**
 * Resolves after the event loop has handled what waits, and after a pause as long as the last slice of work took. So
 * this work has at most half of the process. Several callers continue one after the other, in different rounds of the
 * event loop, so that together they hold it no longer than one alone.
 */
export function breathe(): Promise<void> {
  const mine = turn.then(pause);
  turn = mine.then(measure);
  return mine;
}

const pause = (): Promise<void> => (lastMs < 1 ? nextRound() : delay(Math.min(lastMs, maxPauseMs)));

/** Measures the slice: the caller works until the event loop gets to its next round. */
async function measure(): Promise<void> {
  const start = performance.now();
  await nextRound();
  lastMs = performance.now() - start;
}
