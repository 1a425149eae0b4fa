import type { Metadata } from '../events/event.ts';

/** An event, as far as traces need it: the correlation id names the request that caused it. */
export type Caused = Readonly<{ metadata: Pick<Metadata, '$correlationId'> }>;

/** An event with its place, which tells the append that has written it. */
export type PlacedCaused = Caused & Readonly<{ stream: string; revision: number }>;

/** When work began, by `performance.now()`, and how many seconds it took. */
type Timed = Readonly<{ startedAt: number; seconds: number }>;

/** A request that was answered. `route` is the pattern of its route; null when no route matched. */
export type ObservedRequest = Timed &
  Readonly<{ work: 'request'; id: string; method: string; route: string | null; status: number }>;

/** An append of events to a stream. `revision`: that of the last event; null if nothing was appended. */
export type ObservedAppend = Timed &
  Readonly<{
    work: 'append';
    stream: string;
    events: readonly Caused[];
    result: 'appended' | 'conflict' | 'failed';
    revision: number | null;
  }>;

/**
 * Work for the events of a lane up to the position `to`. `dispatch`: a job was sent to the queue. `job`: a worker has
 * processed a job. `projection`: the rows of a range of events were written, with their checkpoints.
 */
export type ObservedLane = Timed &
  Readonly<{
    work: 'dispatch' | 'job' | 'projection';
    lane: number;
    to: bigint;
    events: readonly PlacedCaused[];
    hasFailed: boolean;
  }>;

/** Work that has ended, for the metrics and the traces. It contains no personal data and no secret. */
export type Observation = ObservedRequest | ObservedAppend | ObservedLane;

export type Observe = (observation: Observation) => void;
