import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../errors.ts';

/** Waits, or less long when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}

/** 50 ms, then twice as long each time, at most `longest`. */
export const backOff = (tries: number, longest = 2_000): number => Math.min(50 * 2 ** Math.min(tries, 20), longest);

/** Outages pass: a service was away, a lock was not granted, a key can't be had now. */
export const isTransient = (error: unknown): boolean => error instanceof DomainError && error.code === 'unavailable';

export type Patience = Readonly<{
  /** Attempts behind the first one, of which the pauses grow. @defaultValue 4 */
  again?: number;
  signal?: AbortSignal;
  /** Hears of each outage. */
  onOutage?: (error: unknown) => void;
  /** How much is done: an outage behind which there is more than before counts anew. */
  done?: () => number;
}>;

/** Does it again for as long as an outage stops it that passes. */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  { again = 4, signal = new AbortController().signal, onOutage = () => {}, done = () => 0 }: Patience = {},
): Promise<Result> {
  let before = done();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (done() > before) tries = 0;
      if (!isTransient(error) || tries >= again) throw error;
      before = done();
      onOutage(error);
      await pause(backOff(tries), signal);
    }
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Says at most one of many like messages in five seconds. */
export function throttle(say: (reason: string) => void, pauseMs = 5_000): (error: Error) => void {
  let last = -pauseMs;
  return ({ message }) => {
    if (performance.now() - last < pauseMs) return;
    last = performance.now();
    say(message);
  };
}
