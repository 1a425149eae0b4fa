import { batch, computed, signal } from '@preact/signals';
import type { QueuedCommand, SyncAnswer, SyncCommand } from '../../client/irontrack.ts';
import { api, storage } from './client.ts';
import { isNetworkFailure, isOnline, isOutage, isSignedOut } from './online.ts';
import { invalidate } from './query.ts';

export type Refusal = Readonly<{ key: string; problem: SyncAnswer['problem'] }>;

/** The commands of this account that the service has not answered yet, in the order in which they were made. */
export const pending = signal<readonly SyncCommand[]>([]);
export const refusals = signal<readonly Refusal[]>([]);

export const pendingCount = computed(() => pending.value.length);

type Accepted = Readonly<{ command: SyncCommand; revision: number }>;

/**
 * Accepted commands with the revision after them: what was read before them does not contain them yet. They are kept in this
 * browser, because a page that opens without network shows what was read last.
 */
export const unconfirmed = signal<readonly Accepted[]>([]);
const mostUnconfirmed = 500;
const unconfirmedKey = 'unconfirmed';

/** The commands that were sent or will be, by their keys. The answers name only the keys. */
const known = new Map<string, SyncCommand>();

/** What was ended or removed, unless that failed. Doing it again would be refused, so a second tap does nothing. */
const ended = new Set<string>();

/** What a command ends or removes, which needs no body; undefined for other commands. */
const endOf = (command: QueuedCommand): string | undefined =>
  'path' in command && !('body' in command) ? JSON.stringify([command.operation, command.path]) : undefined;

async function readPending(): Promise<void> {
  const stored = await api.queue.pending();
  for (const command of stored) known.set(command.key, command);
  pending.value = stored;
}

/**
 * Stores a command in this browser, and sends it. It resolves once the command is stored: from then on it reaches the service,
 * whether or not there is a network, and also if this tab is killed.
 */
export async function send(command: QueuedCommand): Promise<void> {
  const end = endOf(command);
  if (end !== undefined && ended.has(end)) return;
  if (end !== undefined) ended.add(end);
  try {
    await api.queue.add(command);
  } catch (error) {
    ended.delete(end ?? '');
    throw error;
  }
  await readPending();
  void flush();
}

/** Sends what is stored. What cannot be sent now stays. */
export async function flush(): Promise<void> {
  try {
    await readPending();
    if (pending.value.length === 0) return;
    const { accepted, refused } = await api.queue.flush();
    const left = await api.queue.pending();
    batch(() => {
      isOnline.value = true;
      const answered = accepted.flatMap(({ key, revision }) => {
        const command = known.get(key ?? '');
        known.delete(key ?? '');
        return command && revision !== undefined ? [{ command, revision }] : [];
      });
      unconfirmed.value = [...unconfirmed.value, ...answered].slice(-mostUnconfirmed);
      pending.value = left;
      // Calls at the same time share one answer, so another one may have told the refusal already.
      const told = new Set(refusals.value.map(({ key }) => key));
      const untold = refused.filter(({ command }) => !told.has(command.key));
      for (const { command } of refused) ended.delete(endOf(command) ?? '');
      refusals.value = [
        ...refusals.value,
        ...untold.map(({ command, answer }) => ({ key: command.key, problem: answer.problem })),
      ];
    });
    await storage.keep(unconfirmedKey, unconfirmed.value);
    invalidate(new Set(['session', 'unit', 'plan', 'measurement', 'profile', 'schedule', 'exercise']));
  } catch (error) {
    if (isNetworkFailure(error)) isOnline.value = false;
    // What waits is sent after the next sign-in.
    else if (!isOutage(error) && !isSignedOut(error)) throw error;
  } finally {
    await readPending();
  }
}

/** Forgets what is shown of an account, because another one may be next. What is stored for it stays. */
export function clearOutbox(): void {
  known.clear();
  ended.clear();
  batch(() => {
    [pending.value, unconfirmed.value, refusals.value] = [[], [], []];
  });
}

async function loadUnconfirmed(): Promise<void> {
  const kept = (await storage.load<readonly Accepted[]>(unconfirmedKey)) ?? [];
  const here = new Set(unconfirmed.value.map(({ command }) => command.key));
  unconfirmed.value = [...kept.filter(({ command }) => !here.has(command.key)), ...unconfirmed.value];
}

/** How often the browser looks for the service while something waits. */
const retryMs = 15_000;

/** Sends what waits now, when the network returns, and now and then. Returns the function that stops it. */
export function keepSending(): () => void {
  void loadUnconfirmed().then(flush);
  const onOnline = () => void flush();
  addEventListener('online', onOnline);
  const timer = setInterval(() => pending.value.length > 0 && navigator.onLine && void flush(), retryMs);
  return () => {
    removeEventListener('online', onOnline);
    clearInterval(timer);
  };
}
