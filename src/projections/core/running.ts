import { pause } from './retry.ts';

/** A running dispatcher, worker or both. Closing it takes a few seconds at most and may be repeated. */
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
