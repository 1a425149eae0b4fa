import type { SealedEvent } from '../../ports/log.ts';

/** The log's newest event at or before a position: the first one behind `after`. */
export type LogBookmark = Readonly<{ after: bigint; position: bigint; id: string }>;

/** All events of one lane in (from, to], as far as `to` and the mark tell how far the log was read. */
export type LogRange = Readonly<{ from: bigint; to: bigint; mark: LogBookmark | null; events: readonly SealedEvent[] }>;

/** A stretch on its way to the lane's worker; a hint that carries its own data. */
export type Job = LogRange & Readonly<{ layout: number; lane: number }>;

/** An event as JSON can hold it: positions are decimal texts, for they exceed what numbers keep. */
export type WireEvent = Omit<SealedEvent, 'position'> & { position: string };
/** A job as JSON can hold it. */
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

export const encodeJob = ({ layout, lane, from, to, mark, events }: Job): WireJob => ({
  layout,
  lane,
  from: String(from),
  to: String(to),
  mark: mark && { after: String(mark.after), position: String(mark.position), id: mark.id },
  events: events.map(encodeEvent),
});

export const decodeJob = ({ layout, lane, from, to, mark, events }: WireJob): Job => ({
  layout,
  lane,
  from: BigInt(from),
  to: BigInt(to),
  mark: mark && { after: BigInt(mark.after), position: BigInt(mark.position), id: mark.id },
  events: events.map(decodeEvent),
});
