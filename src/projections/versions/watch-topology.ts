import type { CommonQueryMethods } from 'slonik';
import type { Layout } from '../../ports/lanes.ts';
import type { Logger } from '../../ports/logger.ts';
import { pause, reasonOf } from '../core/retry.ts';
import { readTopology, type Topology } from './topology.ts';

/** The topology as this process knows it, at most a second old. */
export type WatchedTopology = Readonly<{
  now: () => Topology;
  /** Reads the topology now. Calls during a running read share that read. */
  refresh: () => Promise<Topology>;
  /** Resolves at the next change of the topology, or when `signal` is aborted. */
  changed: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}>;

const pollMs = 1_000;

/** Reads the topology every second. It does not use LISTEN, because Postgres notifications do not pass a pooler. */
export async function watchTopology(
  db: CommonQueryMethods,
  logger: Logger,
  everyMs = pollMs,
): Promise<WatchedTopology> {
  let known = await readTopology(db);
  let reading: Promise<Topology> | null = null;
  const changes = createSignalledChanges();
  const stop = new AbortController();

  const refresh = () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  const polling = poll();
  return {
    now: () => known,
    refresh,
    changed: (signal) => changes.next(AbortSignal.any([signal, stop.signal])),
    async close() {
      stop.abort();
      await polling;
    },
  };

  async function read(): Promise<Topology> {
    const next = await readTopology(db);
    if (isSame(next, known)) return known;
    known = next;
    changes.signal();
    return known;
  }

  async function poll(): Promise<void> {
    for (;;) {
      await pause(everyMs, stop.signal);
      if (stop.signal.aborted) return;
      await refresh().catch((error) => logger.warn('Reading the topology failed', { reason: reasonOf(error) }));
    }
  }
}

/** Creates a signal: callers of `next` wait until `signal` is called. */
function createSignalledChanges() {
  const waiting = new Set<() => void>();
  return {
    signal: () => {
      for (const settle of waiting) settle();
    },
    next(signal: AbortSignal): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const settle = () => {
        waiting.delete(settle);
        signal.removeEventListener('abort', settle);
        resolve();
      };
      waiting.add(settle);
      signal.addEventListener('abort', settle, { once: true });
      if (signal.aborted) settle();
      return promise;
    },
  };
}

const isSame = (a: Topology, b: Topology): boolean => textOf(a) === textOf(b);

const textOf = ({ layout, versions }: Topology): string => JSON.stringify([layout.layout, layout.lanes, versions]);

/** A lane layout whose properties always give the layout in force, as far as this process knows it. */
export const currentLayoutOf = ({ now }: Pick<WatchedTopology, 'now'>): Layout => ({
  get layout() {
    return now().layout.layout;
  },
  get lanes() {
    return now().layout.lanes;
  },
  laneOf: (owner) => now().layout.laneOf(owner),
});
