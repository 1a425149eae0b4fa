import { pause } from './retry.ts';

/** A part of the pipeline that runs until it is closed. Closing takes at most seconds and may be repeated. */
export type Running = Readonly<{ close: () => Promise<void> }>;

const closingMs = 5_000;

/** Calls `end` at the first close only. Stops waiting for it after 5 s, since a service may be down. */
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
