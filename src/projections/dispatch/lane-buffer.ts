import type { SealedEvent } from '../../ports/log.ts';
import type { LogBookmark, LogRange } from '../core/job.ts';

/** How far the dispatcher has read the log; the bookmark is the newest event up to there. */
export type Reading = Readonly<{ position: bigint; bookmark: LogBookmark | null }>;

/**
 * Which waiting events are due. During a backlog only full batches are, and the events before an overflow; otherwise
 * all of them are.
 */
export type Due = 'all' | 'full batches';

export type BufferLimits = Readonly<{
  /** Events in one job. @defaultValue 500 */
  batch: number;
  /** Events that wait in memory. @defaultValue 2,000 */
  waiting: number;
  /** Jobs that were sent and are not applied yet. @defaultValue 3 */
  inFlight: number;
}>;

export const defaultLimits: BufferLimits = { batch: 500, waiting: 2_000, inFlight: 3 };

/** The events of one lane in the dispatcher's memory, between the log and the queue. */
export type LaneBuffer = Readonly<{
  /** Adds an event of the lane. Drops it while the lane overflows: the worker reads it from the log. */
  push: (event: SealedEvent, bookmark: LogBookmark) => void;
  /** The next range to send; null while no event is due or enough jobs are in flight. */
  take: (reading: Reading, due: Due) => LogRange | null;
  /** Whether due events wait because enough jobs are in flight. */
  isHeldUp: (due: Due) => boolean;
  /** A range without events. It moves a quiet lane forward, or makes its worker read missed events from the log. */
  emptyRange: (reading: Reading) => LogRange;
  /** Forgets the jobs in flight that end at or before the lane's position. */
  arrived: (position: bigint) => void;
  /** Forgets all jobs in flight and all waiting events: the worker reads them from the log. */
  forget: (reading: Reading) => void;
  isFull: () => boolean;
  /** Drops new events until the waiting ones are taken. */
  overflow: () => void;
  waiting: () => number;
  /** The end of the last range that was taken. */
  sentTo: () => bigint;
}>;

/**
 * Creates the buffer of a lane. The waiting events are complete: all events of the lane after `from`, up to the
 * reading, or after an overflow up to the last waiting event. Every range starts at the end of the one before and
 * never claims events that were dropped.
 */
export function createLaneBuffer(start: bigint, limits: BufferLimits): LaneBuffer {
  let from: Reading = { position: start, bookmark: null };
  let waiting: { event: SealedEvent; bookmark: LogBookmark }[] = [];
  let inFlight: bigint[] = [];
  let isOverflowing = false;

  /** Never moves back: a lane may start ahead of the reading, since each lane starts at its own checkpoint. */
  const advance = (to: Reading) => {
    if (to.position > from.position) from = { ...to };
  };
  const isDue = (due: Due) =>
    waiting.length > 0 && (due === 'all' || isOverflowing || waiting.length >= Math.min(limits.batch, limits.waiting));

  return {
    push(event, bookmark) {
      if (!isOverflowing && event.position > from.position) waiting.push({ event, bookmark });
    },
    take(reading, due) {
      if (!isDue(due) || inFlight.length >= limits.inFlight) return null;
      const batch = waiting.splice(0, limits.batch);
      const last = batch.at(-1)?.bookmark;
      const isComplete = waiting.length === 0 && !isOverflowing;
      const start = from.position;
      advance(isComplete || !last ? reading : { position: last.position, bookmark: last });
      inFlight.push(from.position);
      const range = {
        from: start,
        to: from.position,
        bookmark: from.bookmark,
        events: batch.map(({ event }) => event),
      };
      if (waiting.length === 0 && isOverflowing) {
        isOverflowing = false;
        advance(reading);
      }
      return range;
    },
    isHeldUp: (due) => isDue(due) && inFlight.length >= limits.inFlight,
    emptyRange(reading) {
      const start = from.position;
      if (waiting.length === 0) advance(reading);
      return { from: start, to: from.position, bookmark: from.bookmark, events: [] };
    },
    arrived(position) {
      inFlight = inFlight.filter((to) => to > position);
    },
    forget(reading) {
      advance(reading);
      waiting = [];
      inFlight = [];
      isOverflowing = false;
    },
    isFull: () => !isOverflowing && waiting.length >= limits.waiting,
    overflow() {
      isOverflowing = waiting.length > 0;
    },
    waiting: () => waiting.length,
    sentTo: () => from.position,
  };
}
