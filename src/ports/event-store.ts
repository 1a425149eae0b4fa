import type { AnyEvent, Metadata, RecordedEvent } from '../events/event.ts';

/** The end of a stream: revision, chain and position of its last event. */
export type Head = Readonly<{ revision: number; chain: string; position: bigint }>;

/** An event to append. The event store's adapter computes its chain and id when it writes the event. */
export type NewEvent = AnyEvent & Readonly<{ metadata: Omit<Metadata, 'chain'> }>;

/** The streams of the log, as commands and audit queries use them. Methods throw `unavailable` during an outage. */
export interface EventStore {
  /**
   * Returns the events of a stream after the revision `after` (by default all), in order; none if the stream does not
   * exist.
   */
  read(stream: string, after?: number): Promise<readonly RecordedEvent[]>;
  /**
   * Appends all events after `head` or none of them, durably, and returns the new head; `conflict` if the stream has
   * another head. When the answer is lost, the same append can be repeated: it appends nothing twice.
   */
  append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'>;
}
