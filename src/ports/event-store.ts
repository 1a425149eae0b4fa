import type { AnyEvent, Metadata, RecordedEvent } from '../events/event.ts';

/** The end of a stream: revision, chain and position of its last event. */
export type Head = Readonly<{ revision: number; chain: string; position: bigint }>;

/** An event to append. Its chain and id are computed from its bytes when it is written. */
export type NewEvent = AnyEvent & Readonly<{ metadata: Omit<Metadata, 'chain'> }>;

/** The streams of the log, as commands and audit queries use them. Throws `unavailable` for an outage. */
export interface EventStore {
  /** The events of a stream after revision `after` (all by default), in order; none when the stream does not exist. */
  read(stream: string, after?: number): Promise<readonly RecordedEvent[]>;
  /**
   * Appends all events or none after `head`, durably, and returns the new head. Returns `conflict` when the stream has
   * another head. Safe when an answer is lost: repeating it appends nothing twice.
   */
  append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'>;
}
