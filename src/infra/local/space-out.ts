import { setTimeout as delay } from 'node:timers/promises';

/** For how many times its own duration costly work rests, and for how many milliseconds at most. */
const restFactor = 10;
const maxRestMs = 10 * 60_000;

const rest = (milliseconds: number): Promise<void> => delay(milliseconds, undefined, { ref: false });

/**
 * Lets work that slows everybody down take at most a tenth of the time, however often it is called: after a run, the next
 * one waits for ten times its duration. Calls must come one after the other.
 */
export function spaceOut(
  work: () => Promise<void>,
  { pause = rest, now = () => performance.now() } = {},
): () => Promise<void> {
  let rested = Promise.resolve();
  return async () => {
    await rested;
    const start = now();
    try {
      await work();
    } finally {
      rested = pause(Math.min(restFactor * (now() - start), maxRestMs));
    }
  };
}
