import type { SealedEvent } from '../../ports/log.ts';
import type { LogBookmark, LogRange } from '../core/job.ts';

/** How far the dispatcher has read the log. */
export type Reading = Readonly<{ position: bigint; mark: LogBookmark | null }>;

/** One lane in the dispatcher's memory, between the log and the queue. */
export type LaneBuffer = Readonly<{
  /** Takes in an event of the lane, or leaves it to the worker while the lane overflows. */
  push: (event: SealedEvent, mark: LogBookmark) => void;
  /** The next stretch to send; null while nothing is due or enough is under way. */
  take: (reading: Reading, due: Due) => LogRange | null;
  /** Whether something is due that has to wait, for enough is under way. */
  isHeldUp: (due: Due) => boolean;
  /** The stretch without events that moves a quiet lane on, or makes its worker read what it has missed. */
  bare: (reading: Reading) => LogRange;
  /** Forgets what is under way, once the lane has got there. */
  arrived: (position: bigint) => void;
  /** Forgets all that is under way or waits; the worker will read it from the log. */
  forget: (reading: Reading) => void;
  isFull: () => boolean;
  /** From now on events are dropped, until what waits has been taken. */
  overflow: () => void;
  waiting: () => number;
  /** Up to where stretches have been taken. */
  sentTo: () => bigint;
}>;

/** Of a backlog only whole batches are due, and what is left in front of an overflow; else all that waits is. */
export type Due = 'all' | 'whole batches';

export type BufferLimits = Readonly<{
  /** Events in one job. @defaultValue 500 */
  batch: number;
  /** Events that wait. @defaultValue 2,000 */
  waiting: number;
  /** Jobs under way. @defaultValue 3 */
  underWay: number;
}>;

export const defaultLimits: BufferLimits = { batch: 500, waiting: 2_000, underWay: 3 };

/**
 * What waits is always complete: all events of the lane behind `from`, up to where the log was read, or, after an overflow, up to
 * the last that waits. So each stretch begins where the one before it ended, and what was dropped is simply not claimed.
 */
export function createLaneBuffer(start: bigint, limits: BufferLimits): LaneBuffer {
  let from: Reading = { position: start, mark: null };
  let waiting: { event: SealedEvent; mark: LogBookmark }[] = [];
  let underWay: bigint[] = [];
  let overflowed = false;

  /** Lanes start at checkpoints of their own, so that the reading may still be behind. */
  const advance = (to: Reading) => {
    if (to.position > from.position) from = { ...to };
  };

  const isDue = (due: Due) =>
    waiting.length > 0 && (due === 'all' || overflowed || waiting.length >= Math.min(limits.batch, limits.waiting));

  return {
    push(event, mark) {
      if (!overflowed && event.position > from.position) waiting.push({ event, mark });
    },

    take(reading, due) {
      if (!isDue(due) || underWay.length >= limits.underWay) return null;
      const last = waiting[Math.min(waiting.length, limits.batch) - 1]?.mark;
      if (!last) return null;
      const events = waiting.splice(0, limits.batch).map(({ event }) => event);
      const isAll = waiting.length === 0 && !overflowed;
      const start = from.position;
      advance(isAll ? reading : { position: last.position, mark: last });
      underWay.push(from.position);
      const stretch = { from: start, to: from.position, mark: from.mark, events };
      if (waiting.length === 0 && overflowed) {
        overflowed = false;
        advance(reading);
      }
      return stretch;
    },

    isHeldUp: (due) => isDue(due) && underWay.length >= limits.underWay,

    bare(reading) {
      const start = from.position;
      if (waiting.length === 0) advance(reading);
      return { from: start, to: from.position, mark: from.mark, events: [] };
    },

    arrived(position) {
      underWay = underWay.filter((to) => to > position);
    },

    forget(reading) {
      advance(reading);
      waiting = [];
      underWay = [];
      overflowed = false;
    },

    isFull: () => !overflowed && waiting.length >= limits.waiting,
    overflow() {
      overflowed = waiting.length > 0;
    },
    waiting: () => waiting.length,
    sentTo: () => from.position,
  };
}
