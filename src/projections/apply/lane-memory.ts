import type { Lane } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import type { StoredRow } from '../core/projection.ts';

/** The rows of one stream in each read model that reads rows, by version key. */
export type StreamRows = ReadonlyMap<string, readonly StoredRow[]>;
/** The rows of some streams, by stream name. */
export type LaneRows = ReadonlyMap<string, StreamRows>;

/**
 * The rows that this process has last written. All rows of a lane, and which of its streams are parked, follow from the
 * log up to the lane's checkpoint. So while the checkpoint is where this process has moved it, it knows the rows.
 */
export type LaneMemory = Readonly<{
  /** The rows of the range's streams; null unless all of them are known at the start of the range. */
  recall: (lane: Lane, range: LogRange) => LaneRows | null;
  /** Remembers rows as they are at the end of a range, after all projections have moved from its start to its end. */
  remember: (lane: Lane, range: LogRange, rows: LaneRows) => void;
  /**
   * Forgets a lane, because its checkpoint or its rows in Postgres differ from what is remembered, or may differ after a
   * failure.
   */
  forget: (lane: Lane) => void;
}>;

/** The largest number of streams of a lane whose rows are kept. The streams that were written last stay. */
const maxStreams = 250;

type Known = Readonly<{ position: bigint; streams: Map<string, StreamRows> }>;

export function createLaneMemory(): LaneMemory {
  const lanes = new Map<string, Known>();
  return {
    recall(lane, { from, events }) {
      const known = lanes.get(keyOf(lane));
      if (known?.position !== from || events.length === 0) return null;
      const rows = new Map<string, StreamRows>();
      for (const { stream } of events) {
        const own = known.streams.get(stream);
        if (!own) return null;
        rows.set(stream, own);
      }
      return rows;
    },
    remember(lane, { from, to }, rows) {
      const known = lanes.get(keyOf(lane));
      const streams = known?.position === from ? known.streams : new Map<string, StreamRows>();
      for (const [stream, own] of rows) {
        streams.delete(stream);
        streams.set(stream, own);
      }
      for (const oldest of streams.keys()) {
        if (streams.size <= maxStreams) break;
        streams.delete(oldest);
      }
      lanes.set(keyOf(lane), { position: to, streams });
    },
    forget: (lane) => void lanes.delete(keyOf(lane)),
  };
}

const keyOf = ({ layout, lane }: Lane): string => `${layout}/${lane}`;
