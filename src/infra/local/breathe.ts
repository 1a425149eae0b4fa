import { setImmediate } from 'node:timers/promises';

let turn: Promise<void> = Promise.resolve();

/**
 * Resolves after the event loop has handled what waits. Several callers continue one after the other, in different
 * rounds of the event loop, so that together they hold it no longer than one alone.
 */
export function breathe(): Promise<void> {
  turn = turn.then(() => setImmediate());
  return turn;
}
