import type { SealedEvent } from '../../ports/log.ts';

/** Identifies the newest event at or before some position. It is the first event of the log after position `after`. */
export type LogBookmark = Readonly<{ after: bigint; position: bigint; id: string }>;

/**
 * All events of one lane after position `from` up to position `to`. The bookmark names the newest event of the whole
 * log at or before `to`.
 */
export type LogRange = Readonly<{
  from: bigint;
  to: bigint;
  bookmark: LogBookmark | null;
  events: readonly SealedEvent[];
}>;

/** A range of a lane's events for a worker. A lost job costs only time, since workers can read the log themselves. */
export type Job = LogRange & Readonly<{ layout: number; lane: number }>;

/** An event as JSON. Its position is a decimal text, because JSON numbers are not exact for such large integers. */
export type WireEvent = Omit<SealedEvent, 'position'> & { position: string };

/** A job as JSON. Different builds may run side by side and share queues, so the names of the members never change. */
export type WireJob = Readonly<{
  layout: number;
  lane: number;
  from: string;
  to: string;
  mark: { after: string; position: string; id: string } | null;
  events: readonly WireEvent[];
}>;

export const encodeEvent = (event: SealedEvent): WireEvent => ({ ...event, position: String(event.position) });

export const decodeEvent = (event: WireEvent): SealedEvent => ({ ...event, position: BigInt(event.position) });

export const encodeJob = ({ layout, lane, from, to, bookmark, events }: Job): WireJob => ({
  layout,
  lane,
  from: String(from),
  to: String(to),
  mark: bookmark && { ...bookmark, after: String(bookmark.after), position: String(bookmark.position) },
  events: events.map(encodeEvent),
});

export const decodeJob = ({ layout, lane, from, to, mark, events }: WireJob): Job => ({
  layout,
  lane,
  from: BigInt(from),
  to: BigInt(to),
  bookmark: mark && { ...mark, after: BigInt(mark.after), position: BigInt(mark.position) },
  events: events.map(decodeEvent),
});
