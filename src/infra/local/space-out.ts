import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Costly work rests for this multiple of its own duration, and at most for `maxRestMs` milliseconds. */
const restFactor = 10;
const maxRestMs = 10 * 60_000;
/** How often `prepare` is called during the rest. */
const prepareMs = 500;

const rest = (milliseconds: number): Promise<void> => delay(milliseconds, undefined, { ref: false });

type SpacedWork = (prepare: () => Promise<void>, stopping: AbortSignal) => Promise<void>;

/**
 * Lets work that slows everybody down take at most a tenth of the time, however often it is called: after a run, the next
 * one waits for ten times its duration, unless the process stops. Calls `prepare` again and again during the rest, and
 * right before the run. Calls must come one after the other.
 */
export function spaceOut(work: () => Promise<void>, { pause = rest, now = () => performance.now() } = {}): SpacedWork {
  let resting: Promise<void> | null = null;
  return async (prepare, stopping) => {
    await prepare();
    while (resting && !stopping.aborted) {
      await untilFirst(Promise.race([resting, rest(prepareMs)]), stopping);
      await prepare();
    }
    const start = now();
    try {
      await work();
    } finally {
      const rested = pause(Math.min(restFactor * (now() - start), maxRestMs)).then(() => {
        if (resting === rested) resting = null;
      });
      resting = rested;
    }
  };
}

/** Waits for the promise, or for the signal if it is aborted earlier. */
async function untilFirst(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  await Promise.race([promise, once(signal, 'abort', { signal: settled.signal }).catch(() => {})]);
  settled.abort();
}
