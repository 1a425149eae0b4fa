import { signal } from '@preact/signals';
import type { SyncCommand } from '../../client/irontrack.ts';
import { api } from './client.ts';
import { isNetworkFailure, isOnline, isOutage } from './online.ts';
import { invalidate } from './query.ts';

export type Refusal = Readonly<{ key: string; reason: string }>;

/** The commands of this account that the service has not answered yet, in the order in which they were made. */
export const pending = signal<readonly SyncCommand[]>([]);
export const refusals = signal<readonly Refusal[]>([]);

export const pendingCount = signal(0);

async function readPending(): Promise<void> {
  pending.value = await api.queue.pending();
  pendingCount.value = pending.value.length;
}

/** Sends what is stored. What cannot be sent now stays. */
export async function flush(): Promise<void> {
  try {
    await readPending();
    if (pending.value.length === 0) return;
    const { refused } = await api.queue.flush();
    isOnline.value = true;
    refusals.value = [
      ...refusals.value,
      ...refused.map(({ command, answer }) => ({ key: command.key, reason: answer.problem?.detail ?? '' })),
    ];
    invalidate(new Set(['session', 'unit', 'plan', 'measurement', 'profile', 'schedule', 'exercise']));
  } catch (error) {
    if (isNetworkFailure(error)) isOnline.value = false;
    else if (!isOutage(error)) throw error;
  } finally {
    await readPending();
  }
}

/** How often the browser looks for the service while something waits. */
const retryMs = 15_000;

/** Sends what waits now, when the network returns, and now and then. Returns the function that stops it. */
export function keepSending(): () => void {
  void flush();
  const onOnline = () => void flush();
  addEventListener('online', onOnline);
  const timer = setInterval(() => pending.value.length > 0 && navigator.onLine && void flush(), retryMs);
  return () => {
    removeEventListener('online', onOnline);
    clearInterval(timer);
  };
}
