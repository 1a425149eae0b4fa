import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** For how many times its own duration costly work rests, and for how many milliseconds at most. */
const restFactor = 10;
const maxRestMs = 10 * 60_000;

const rest = (milliseconds: number): Promise<void> => delay(milliseconds, undefined, { ref: false });

type SpacedWork = (prepare: () => Promise<void>, stopping: AbortSignal) => Promise<void>;

/**
 * Lets work that slows everybody down take at most a tenth of the time, however often it is called: after a run, the next
 * one waits for ten times its duration, unless the process stops. Then it calls `prepare` and runs. Calls must come one
 * after the other.
 */
export function spaceOut(work: () => Promise<void>, { pause = rest, now = () => performance.now() } = {}): SpacedWork {
  let rested = Promise.resolve();
  return async (prepare, stopping) => {
    if (!stopping.aborted) await untilFirst(rested, stopping);
    await prepare();
    const start = now();
    try {
      await work();
    } finally {
      rested = pause(Math.min(restFactor * (now() - start), maxRestMs));
    }
  };
}

/** Waits for the promise, or for the signal if it is aborted earlier. */
async function untilFirst(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  await Promise.race([promise, once(signal, 'abort', { signal: settled.signal }).catch(() => {})]);
  settled.abort();
}
