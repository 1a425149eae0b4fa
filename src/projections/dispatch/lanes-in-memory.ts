import type { Layout } from '../../ports/lanes.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { LaneProgress } from '../core/checkpoints.ts';
import type { LogRange } from '../core/job.ts';
import { lowestOf } from '../core/positions.ts';
import type { Backlog } from './backlog.ts';
import { type BufferLimits, createLaneBuffer, type Due, type LaneBuffer, type Reading } from './lane-buffer.ts';

/** The event buffers of all lanes, and the log position up to which the dispatcher has filled them. Does no I/O. */
export type LanesInMemory = Readonly<{
  buffers: readonly LaneBuffer[];
  reading: () => Reading;
  bufferOf: (event: SealedEvent) => LaneBuffer | undefined;
  /** Adds an event to the buffer of its lane. `reading` is how far the log is read, which is up to this event. */
  accept: (event: SealedEvent, reading: Reading) => void;
  advance: (reading: Reading) => void;
  /** Removes from the buffers, and returns, every range of events that can be sent to a queue now. */
  takeDue: (due?: Due) => readonly Readonly<{ lane: number; range: LogRange }>[];
  /** Whether due events of any lane wait because too many jobs of that lane are sent and not applied yet. */
  isHeldUp: () => boolean;
  /** The number of events that wait in the buffers of all lanes. */
  waiting: () => number;
  /** Stops counting the sent jobs that have been applied, according to the checkpoints of the lanes. */
  noteProgress: (progress: ReadonlyMap<number, LaneProgress>) => void;
}>;

export type LanesOptions = Readonly<{
  layout: Layout;
  /** The position at which each lane starts, by lane number: its lowest checkpoint. */
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
      // A job counts as applied when the most advanced projection has applied it: a projection that is held back must
      // not delay jobs for the others.
      for (const [lane, buffer] of buffers.entries()) buffer.arrived(progress.get(lane)?.first ?? 0n);
    },
  };

  function rangesOf(buffer: LaneBuffer, due: Due): LogRange[] {
    const ranges: LogRange[] = [];
    for (let next = buffer.take(reading, due); next; next = buffer.take(reading, due)) ranges.push(next);
    return ranges;
  }
}
