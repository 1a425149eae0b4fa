import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../errors.ts';

/** Says what happens, for the operator's log; never with personal data. */
export type Logger = Readonly<
  Record<'info' | 'warn' | 'error', (message: string, fields?: Record<string, unknown>) => void>
>;

/** Waits, or less long when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}

/** 50 ms, then twice as long each time, at most `longest`. */
export const backOff = (tries: number, longest = 2_000): number => Math.min(50 * 2 ** Math.min(tries, 20), longest);

/** Outages pass: a service was away, a lock was not granted, a key can't be had now. */
export const isTransient = (error: unknown): boolean => error instanceof DomainError && error.code === 'unavailable';

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Says at most one of many like messages in five seconds. */
export function seldom(say: (reason: string) => void, pauseMs = 5_000): (error: Error) => void {
  let last = -pauseMs;
  return ({ message }) => {
    if (performance.now() - last < pauseMs) return;
    last = performance.now();
    say(message);
  };
}
