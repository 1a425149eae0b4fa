import type { AnyEvent, NewMetadata, RecordedEvent } from '../events/event.ts';

/** The end of a stream: revision, chain and position of its last event. */
export type Head = Readonly<{ revision: number; chain: string; position: bigint }>;

/**
 * The last event of a stream as far as the caller has read it. Its chain must be the one that the next event continues.
 */
export type Known = Pick<Head, 'revision' | 'chain'>;

/** An event to append. The event store's adapter computes its chain, mac and id when it writes the event. */
export type NewEvent = AnyEvent & Readonly<{ metadata: NewMetadata }>;

/** An event, and its data as the log has them: of the schema with which it was written, with encrypted texts. */
export type SealedRead = Readonly<{ event: RecordedEvent; recorded: object }>;

/**
 * The streams of the log, as commands and audit queries use them. Methods throw `unavailable` during an outage, and
 * `history-damaged` for a stream that was deleted, cut off or changed by something else than this installation.
 */
export interface EventStore {
  /**
   * Returns the events of a stream after `known` (by default all), in order; none if the stream does not exist. Leaves
   * out and reports events that something else has added to the stream. With `until`, it reads up to
   * that revision only.
   */
  read(stream: string, known?: Known, until?: number): Promise<readonly RecordedEvent[]>;
  /**
   * Appends all events after `head` or none of them, durably, and returns the new head; `conflict` if the stream has
   * another head. When the answer is lost, the same append can be repeated: it appends nothing twice. Refuses with
   * `history-damaged` to append after an event that this installation did not write, unless the events end an account.
   */
  append(stream: string, events: readonly NewEvent[], head: Head): Promise<Head | 'conflict'>;
}

/** The streams of the log, as exports of the audit use them. */
export interface SealedStreams {
  /** Reads as `EventStore` does, and returns the events also as the log has them, which is what their chain proves. */
  readSealed(stream: string, known?: Known, until?: number): Promise<readonly SealedRead[]>;
}
