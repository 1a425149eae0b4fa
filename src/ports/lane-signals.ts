/**
 * A lane has come to a log position: all events up to there are applied to a set of read-model versions, which is given
 * by its name.
 */
export type LaneReached = Readonly<{ set: string; layout: number; lane: number; position: bigint }>;

/**
 * Tells other processes at once how far the lanes have come, so that they need not ask often. A signal may be lost, late
 * or come twice, so it is only a reason to look: Postgres has the checkpoints.
 */
export type LaneSignals = Readonly<{
  /** Sends a signal. Does not wait, and never throws. */
  announce: (reached: LaneReached) => void;
  /** Calls the listener with each signal of any process, until the returned function is called. */
  listen: (listener: (reached: LaneReached) => void) => () => void;
}>;
