import { pause } from './retry.ts';

/** A dispatcher, worker or both, running until it is closed. Closing takes a few seconds at most and may be repeated. */
export type Running = Readonly<{ close: () => Promise<void> }>;

const closingMs = 5_000;

/** The first `close` calls `end`. `close` waits for `end` for 5 s at most, since a service may be down. */
export function createRunning(end: () => Promise<void>): Running {
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      const closed = new AbortController();
      closing ??= Promise.race([end(), pause(closingMs, closed.signal)]).finally(() => closed.abort());
      return closing;
    },
  };
}
