import type { RequiredPosition } from '../../ports/lanes.ts';
import type { LaneProgress } from './checkpoints.ts';
import { laneKey, type Source } from './sources.ts';

/** What a process knew of the checkpoints when a query began. */
export type Known = Readonly<{
  /** Whether all lanes of the source have passed the positions that the caller requires. */
  hasPassed: (source: Pick<Source, 'lanes' | 'keys' | 'layout'>, required: RequiredPosition) => boolean;
  /** Whether nothing was forgotten since, and `run` is the run of Postgres that it was known of. */
  isStillTrue: (run: string) => boolean;
}>;

/**
 * The highest log position at which a statement of this process has found each lane. A later statement finds the lane
 * there or further, so it need not read the checkpoint again for a lower position.
 */
export type PassedLanes = Readonly<{
  known: () => Known;
  /**
   * Notes what a statement has found. `run` names the run of Postgres that has answered. Another run may be a restored
   * copy or a former replica, so everything that was known of the last one is forgotten.
   */
  note: (run: string, lanes: readonly LaneProgress[]) => void;
  /** Forgets everything, because a connection to Postgres was lost. */
  forget: () => void;
}>;

export function createPassedLanes(): PassedLanes {
  let current = createKnown(null);

  function createKnown(ofRun: string | null) {
    const positions = new Map<string, bigint>();
    const known: Known = {
      hasPassed: ({ lanes, keys, layout }, required) =>
        lanes.every((lane, index) => (positions.get(keys[index] ?? '') ?? -1n) >= required(lane, layout)),
      isStillTrue: (run) => known === current.known && run === ofRun,
    };
    return { ofRun, positions, known };
  }

  return {
    known: () => current.known,
    note(run, lanes) {
      if (run !== current.ofRun) current = createKnown(run);
      const { positions } = current;
      for (const { lane, position, hasCheckpoint, hasParked } of lanes) {
        const key = laneKey(lane);
        // If an owner has a parked stream, the rows lack events before the checkpoint. The position is then not kept,
        // so that each query reads the checkpoint again.
        if (hasCheckpoint && !hasParked && position > (positions.get(key) ?? -1n)) positions.set(key, position);
      }
    },
    forget() {
      current = createKnown(null);
    },
  };
}
