import type { AnyEvent, Metadata, RecordedEvent } from '../events/event.ts';

/** Where a stream stands: its last event's revision, chain and place in `$all`. */
export type Head = Readonly<{ revision: number; chain: string; position: bigint }>;

/** An event on its way into the log; chain and id are made of its bytes when it is written. */
export type NewEvent = AnyEvent & Readonly<{ metadata: Omit<Metadata, 'chain'> }>;

/** The log, as commands and audit questions use it. Outages are `unavailable` errors. */
export interface EventStore {
  /** The stream's events behind revision `after` (all by default), in order; none if it does not exist. */
  read(stream: string, after?: number): Promise<readonly RecordedEvent[]>;
  /**
   * Appends all events or none behind `head`, durably, and answers the new head;
   * `conflict` when the stream has moved on. Safe against a lost answer.
   */
  append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'>;
}
