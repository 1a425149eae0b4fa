import type { SealedEvent } from '../../ports/log.ts';
import type { LogBookmark, LogRange } from '../core/job.ts';

/** How far the dispatcher has read the log: a position, and as bookmark the newest event at or before it. */
export type Reading = Readonly<{ position: bigint; bookmark: LogBookmark | null }>;

/**
 * Which waiting events are due to be sent: all of them, or during a backlog only full batches. A lane that overflows
 * sends its waiting events in either case.
 */
export type Due = 'all' | 'full batches';

export type BufferLimits = Readonly<{
  /** The largest number of events in one job. @defaultValue 500 */
  batch: number;
  /** The number of waiting events of a lane at which its buffer is full. @defaultValue 2,000 */
  waiting: number;
  /** How many jobs of a lane may be sent and not applied yet. At this number, `take` returns null. @defaultValue 3 */
  inFlight: number;
  /**
   * As `inFlight`, but for a job that is not full: at this number, its events wait for more, so that jobs become fewer
   * and larger while the lane has more to do. They would wait for the other jobs in any case. @defaultValue 1
   */
  inFlightBeforeSmall: number;
}>;

export const defaultLimits: BufferLimits = { batch: 500, waiting: 2_000, inFlight: 3, inFlightBeforeSmall: 1 };

/** The events of one lane that the dispatcher has read from the log and not yet sent to the lane's queue. */
export type LaneBuffer = Readonly<{
  /** Adds an event. While the lane overflows, drops the event instead: the lane's worker reads it from the log. */
  push: (event: SealedEvent, bookmark: LogBookmark) => void;
  /** Removes and returns the next range to send; null if no event is due or too many jobs are not applied yet. */
  take: (reading: Reading, due: Due) => LogRange | null;
  /** Whether due events wait only because too many jobs are sent and not applied yet. */
  isHeldUp: (due: Due) => boolean;
  /**
   * Begins or ends a rest of the lane. While it rests, only full batches leave, so that jobs become fewer and larger.
   */
  rest: (isResting: boolean) => void;
  /** A range without events. It moves the checkpoint of a lane without new events, or makes the worker read the log. */
  emptyRange: (reading: Reading) => LogRange;
  /** Stops counting the sent jobs that end at or before `position`, because the lane's checkpoint has reached it. */
  arrived: (position: bigint) => void;
  /** Forgets all sent jobs and all waiting events, which the lane's worker then reads from the log. */
  forget: (reading: Reading) => void;
  isFull: () => boolean;
  /** From now on drops new events, until all events that wait now have been sent. */
  overflow: () => void;
  waiting: () => number;
  /** The position up to which ranges of the lane have been sent. */
  sentTo: () => bigint;
}>;

type WaitingEvent = Readonly<{ event: SealedEvent; bookmark: LogBookmark }>;

/**
 * Creates the buffer of a lane. The waiting events have no gaps: they are all events of the lane after `from` up to the
 * dispatcher's reading position, or while the lane overflows, up to the last waiting event. Each range starts at the
 * end of the range before it, and its end is never after a dropped event while the lane overflows.
 */
export function createLaneBuffer(start: bigint, limits: BufferLimits): LaneBuffer {
  let from: Reading = { position: start, bookmark: null };
  let waiting: WaitingEvent[] = [];
  let inFlight: bigint[] = [];
  let [isOverflowing, isResting] = [false, false];

  /** Never moves `from` back: a lane starts at its checkpoint, which may be ahead of what the dispatcher has read. */
  const advance = (to: Reading) => {
    if (to.position > from.position) from = { ...to };
  };
  const rangeSince = (start: bigint, events: readonly SealedEvent[]) => {
    return { from: start, to: from.position, bookmark: from.bookmark, events };
  };
  const isDue = (due: Due) => waiting.length > 0 && ((due === 'all' && !isResting) || isOverflowing || isFullBatch());
  const isFullBatch = () => waiting.length >= Math.min(limits.batch, limits.waiting);
  const hasRoom = () => inFlight.length < (isFullBatch() ? limits.inFlight : limits.inFlightBeforeSmall);

  return {
    push(event, bookmark) {
      if (!isOverflowing && event.position > from.position) waiting.push({ event, bookmark });
    },
    take(reading, due) {
      if (!isDue(due) || !hasRoom()) return null;
      const batch = waiting.splice(0, limits.batch);
      const last = batch.at(-1)?.bookmark;
      const isComplete = waiting.length === 0 && !isOverflowing;
      const start = from.position;
      advance(isComplete || !last ? reading : { position: last.position, bookmark: last });
      inFlight.push(from.position);
      const range = rangeSince(start, eventsOf(batch));
      if (waiting.length === 0 && isOverflowing) {
        isOverflowing = false;
        advance(reading);
      }
      return range;
    },
    isHeldUp: (due) => isDue(due) && !hasRoom(),
    rest(resting) {
      isResting = resting;
    },
    emptyRange(reading) {
      const start = from.position;
      if (waiting.length === 0) advance(reading);
      return rangeSince(start, []);
    },
    arrived(position) {
      inFlight = inFlight.filter((to) => to > position);
    },
    forget(reading) {
      advance(reading);
      [waiting, inFlight, isOverflowing] = [[], [], false];
    },
    isFull: () => !isOverflowing && waiting.length >= limits.waiting,
    overflow() {
      isOverflowing = waiting.length > 0;
    },
    waiting: () => waiting.length,
    sentTo: () => from.position,
  };
}

const eventsOf = (batch: readonly WaitingEvent[]): readonly SealedEvent[] => batch.map(({ event }) => event);
