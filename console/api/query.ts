import { batch, type Signal, signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Changes } from '../../client/irontrack.ts';

/** A kind of things of the account, or `athlete` for what an athlete has whom the account coaches. */
export type Kind = Changes['items'][number]['type'] | 'athlete';
export type Answer<Data> = Readonly<{ data?: Data; error?: unknown; isLoading: boolean }>;
export type Query<Data> = Answer<Data> & Readonly<{ reload: () => Promise<void> }>;

type Entry = {
  readonly state: Signal<Answer<unknown>>;
  readonly kinds: readonly Kind[];
  load: () => Promise<unknown>;
  users: number;
  /** Counts the requests, so that a late answer to an earlier one is dropped. */
  turn: number;
  isStale: boolean;
};

const entries = new Map<string, Entry>();

/**
 * What a question to the API is answered, shared by all components with the same key. The answer is read again when one of
 * these kinds of things has changed, on any device.
 */
export function useQuery<Data>(key: string, load: () => Promise<Data>, kinds: readonly Kind[] = []): Query<Data> {
  const entry = entryOf(key, load, kinds);
  // The request leaves before the browser draws what the page shows until the answer.
  useLayoutEffect(() => {
    entry.users += 1;
    if (entry.isStale) void reload(entry);
    return () => {
      entry.users -= 1;
    };
  }, [entry]);
  const answer = entry.state.value as Answer<Data>;
  return { ...answer, reload: () => reload(entry) };
}

function entryOf(key: string, load: () => Promise<unknown>, kinds: readonly Kind[]): Entry {
  const known = entries.get(key);
  if (known) {
    known.load = load;
    return known;
  }
  const state = signal<Answer<unknown>>({ isLoading: true });
  const entry: Entry = { state, kinds, load, users: 0, turn: 0, isStale: true };
  entries.set(key, entry);
  return entry;
}

async function reload(entry: Entry): Promise<void> {
  entry.turn += 1;
  entry.isStale = false;
  const { turn } = entry;
  entry.state.value = { ...entry.state.peek(), isLoading: true };
  try {
    const data = await entry.load();
    if (turn === entry.turn) entry.state.value = { data, isLoading: false };
  } catch (error) {
    if (turn !== entry.turn) return;
    entry.isStale = true;
    const { data } = entry.state.peek();
    entry.state.value = { ...(data !== undefined && { data }), error, isLoading: false };
  }
}

/** Reads the answers again that depend on these kinds: those that are shown at once, the others when they are shown. */
export function invalidate(changed: ReadonlySet<Kind>): void {
  batch(() => {
    for (const entry of entries.values()) {
      if (!entry.kinds.some((kind) => changed.has(kind))) continue;
      entry.isStale = true;
      if (entry.users > 0) void reload(entry);
    }
  });
}

/** Changes the answer that is shown for a key, if there is one. */
export function updateAnswer<Data>(key: string, change: (data: Data) => Data): void {
  const entry = entries.get(key);
  const answer = entry?.state.peek();
  if (entry && answer?.data !== undefined) entry.state.value = { ...answer, data: change(answer.data as Data) };
}

/** Forgets all answers, because another account may be next. */
export function clearQueries(): void {
  entries.clear();
}
