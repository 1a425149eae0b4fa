/** How far one lane of a version of a read model is. `position` is a place in the log. */
export type LaneState = Readonly<{
  lane: number;
  position: string;
  /** How many events of the lane wait. If `isMore` is true, it is this many or more. */
  events: number;
  isMore: boolean;
  /** The age of the oldest event that waits, in seconds. */
  seconds: number;
}>;

/** A version of a read model. `building` and `joining` are those of a rebuild that runs. */
export type ReadModelState = Readonly<{
  projection: string;
  version: number;
  state: 'building' | 'joining' | 'standby' | 'live';
  paused: boolean;
  parked: number;
  lanes: readonly LaneState[];
}>;

/** How many jobs a queue has. Jobs are hints only: what they are about is known without them. */
export type QueueState = Readonly<{ name: string; waiting: number; active: number; delayed: number; failed: number }>;

/** All versions of all read models, and all queues. `head` is the place of the last event in the log. */
export type PipelineState = Readonly<{
  head: string;
  readModels: readonly ReadModelState[];
  queues: readonly QueueState[];
}>;

/** A stream with an event that a read model cannot apply, and with the events after it. */
export type ParkedStreamSummary = Readonly<{
  id: string;
  projection: string;
  version: number;
  stream: string;
  owner: string;
  waiting: number;
  reason: string;
  parkedAt: string;
  triedAt: string;
  tries: number;
}>;

/** The first event of a parked stream that waits, without its content. */
export type WaitingEvent = Readonly<{
  id: string;
  type: string;
  revision: number;
  position: string;
  recordedAt: string;
}>;

export type ParkedStreamDetail = ParkedStreamSummary & Readonly<{ event: WaitingEvent | null }>;

/** The outcome of a retry: `left` events still wait, because of `reason`. */
export type RetryOutcome = Readonly<{ applied: number; left: number; reason: string | null }>;

/** A verdict on an event: why every version of the read model skips it, and who decided so. */
export type Verdict = Readonly<{ eventId: string; reason: string; by: string }>;

/** What administrators see and do of the pipeline. The functions about a parked stream return null for an unknown id. */
export interface PipelineOperations {
  read(): Promise<PipelineState>;
  listParked(): Promise<readonly ParkedStreamSummary[]>;
  findParked(id: string): Promise<ParkedStreamDetail | null>;
  /** Applies the events that wait, in order, with the current code. */
  retry(id: string): Promise<RetryOutcome | null>;
  /**
   * Skips the first event that waits for ever, and then retries those after it. Does nothing and returns `not-first` if the
   * event that is named is not the first one.
   */
  discard(id: string, verdict: Verdict): Promise<RetryOutcome | 'not-first' | null>;
  /** Starts to rebuild a read model, unless this process rebuilds it already. Returns false for an unknown read model. */
  rebuild(name: string): boolean;
}
