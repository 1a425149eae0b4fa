import type { LaneReached, LaneSignals } from '../../src/ports/lane-signals.ts';

/** Creates signals that reach only the listeners of this object, at once. */
export function createInMemoryLaneSignals(): LaneSignals {
  const listeners = new Set<(reached: LaneReached) => void>();
  return {
    announce(reached) {
      for (const listener of listeners) listener(reached);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
