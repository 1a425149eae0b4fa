import type { Layout } from '../../ports/lanes.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { LaneProgress } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { lowestOf } from '../core/positions.ts';
import type { Backlog } from './backlog.ts';
import { type BufferLimits, createLaneBuffer, type Due, type LaneBuffer, type Reading } from './lane-buffer.ts';

/** The buffers of all lanes and the position up to which they are filled. Does no I/O. */
export type LanesInMemory = Readonly<{
  buffers: readonly LaneBuffer[];
  reading: () => Reading;
  bufferOf: (event: SealedEvent) => LaneBuffer | undefined;
  /** Adds an event to its lane; `reading` ends at that event. */
  accept: (event: SealedEvent, reading: Reading) => void;
  advance: (reading: Reading) => void;
  /** Takes every range that can be sent now. */
  takeDue: (due?: Due) => readonly Readonly<{ lane: number; range: LogRange }>[];
  /** Whether due events of any lane wait because enough jobs are in flight. */
  isHeldUp: () => boolean;
  /** The number of events that wait. */
  waiting: () => number;
  /** Forgets the jobs in flight that the lanes have applied. */
  noteProgress: (progress: ReadonlyMap<number, LaneProgress>) => void;
}>;

export type LanesOptions = Readonly<{
  layout: Layout;
  /** The position of each lane. */
  starts: readonly bigint[];
  limits: BufferLimits;
  backlog: Pick<Backlog, 'contains'>;
}>;

export function createLanesInMemory({ layout, starts, limits, backlog }: LanesOptions): LanesInMemory {
  const buffers = starts.map((start) => createLaneBuffer(start, limits));
  let reading: Reading = { position: lowestOf(starts), bookmark: null };
  const bufferOf = ({ metadata }: SealedEvent) => buffers[layout.laneOf(metadata.owner)];
  const dueNow = (): Due => (backlog.contains(reading.position) ? 'full batches' : 'all');
  return {
    buffers,
    reading: () => reading,
    bufferOf,
    accept(event, next) {
      reading = next;
      if (next.bookmark) bufferOf(event)?.push(event, next.bookmark);
    },
    advance(next) {
      reading = next;
    },
    takeDue: (due = dueNow()) =>
      buffers.flatMap((buffer, lane) => rangesOf(buffer, due).map((range) => ({ lane, range }))),
    isHeldUp: () => buffers.some((buffer) => buffer.isHeldUp(dueNow())),
    waiting: () => buffers.reduce((sum, buffer) => sum + buffer.waiting(), 0),
    noteProgress(progress) {
      // By the most advanced projection: one that is held back does not delay the jobs of the others.
      for (const [lane, buffer] of buffers.entries()) buffer.arrived(progress.get(lane)?.first ?? 0n);
    },
  };

  function rangesOf(buffer: LaneBuffer, due: Due): LogRange[] {
    const ranges: LogRange[] = [];
    for (let next = buffer.take(reading, due); next; next = buffer.take(reading, due)) ranges.push(next);
    return ranges;
  }
}
