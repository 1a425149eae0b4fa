import { setTimeout as delay } from 'node:timers/promises';
import type { LaneReached, LaneSignals } from '../../ports/lane-signals.ts';

/** A position in a lane of a lane layout. */
type Place = Omit<LaneReached, 'set'>;

/**
 * How far lanes are, as signals have told. A signal proves nothing, so it only decides when a query reads: a
 * statement that is sent before the signal would most likely find the lane late, and would be sent again.
 */
export type ToldLanes = Readonly<{
  /**
   * Resolves when signals have told that the lanes are at these positions; after a short time also without signals, as
   * they may be lost. Does not wait for a lane of which no signal has told yet.
   */
  until: (places: readonly Place[]) => Promise<void>;
}>;

/** How long to wait for a signal. */
const patienceMs = 25;

/** Creates what a process is told. Without signals, nothing waits. */
export function createToldLanes(signals: Pick<LaneSignals, 'listen'> | undefined): ToldLanes {
  const positions = new Map<string, bigint>();
  const waiting = new Set<Readonly<{ place: Place; resolve: () => void }>>();
  let isListening = false;

  return {
    async until(places) {
      if (!signals) return;
      if (!isListening) signals.listen(note);
      isListening = true;
      await Promise.all(places.filter(isExpected).map(waitFor));
    },
  };

  /** Whether the lane's next signals will tell of the position. */
  function isExpected(place: Place): boolean {
    const position = positions.get(keyOf(place));
    return position !== undefined && position < place.position;
  }

  async function waitFor(place: Place): Promise<void> {
    const ended = new AbortController();
    const waiter = { place, resolve: () => ended.abort() };
    waiting.add(waiter);
    await delay(patienceMs, undefined, { signal: ended.signal }).catch(() => {});
    waiting.delete(waiter);
  }

  function note(reached: LaneReached): void {
    const key = keyOf(reached);
    if (reached.position <= (positions.get(key) ?? -1n)) return;
    positions.set(key, reached.position);
    for (const { place, resolve } of waiting) {
      if (keyOf(place) === key && place.position <= reached.position) resolve();
    }
  }
}

const keyOf = ({ layout, lane }: Pick<Place, 'layout' | 'lane'>): string => `${layout}/${lane}`;
