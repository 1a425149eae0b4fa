import type { SealedEvent } from '../../ports/log.ts';

/** The newest event of the log at or before a position: the first event after `after`. */
export type LogBookmark = Readonly<{ after: bigint; position: bigint; id: string }>;

/** All events of one lane in (from, to]. The bookmark is the newest event of the whole log at or before `to`. */
export type LogRange = Readonly<{
  from: bigint;
  to: bigint;
  bookmark: LogBookmark | null;
  events: readonly SealedEvent[];
}>;

/** A range for the worker of a lane. It is only a hint: a lost job costs time, since the worker can read the log. */
export type Job = LogRange & Readonly<{ layout: number; lane: number }>;

/** An event in JSON. Positions are decimal texts, because they exceed the integers of a double. */
export type WireEvent = Omit<SealedEvent, 'position'> & { position: string };

/** A job in JSON. Builds that run side by side share queues, so the names of the members are permanent. */
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
