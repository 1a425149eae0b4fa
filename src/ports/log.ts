import type { RecordedEvent } from '../events/event.ts';

declare const sealed: unique symbol;

/**
 * A sealed event: the texts in `data.personal` are encrypted. The type is opaque: folds do not accept it, only the
 * log's adapter makes it, and only `Decrypt` turns it into a readable event.
 */
export type SealedEvent = Omit<RecordedEvent, 'data'> & Readonly<{ data: unknown; [sealed]: true }>;

/** How far a follower of the log has read: it has yielded every event up to `position`. */
export type Looked = Readonly<{ type: 'looked'; position: bigint }>;

/**
 * The whole log in its order. Its events are those that this installation has written: other applications may write to the same
 * event store. A position is the place of any event, also of a foreign one. A position passed as `after` is not
 * included.
 */
export interface Log {
  /**
   * Returns at most `limit` events after the position `after`, in order: all events, or those of `types`; fewer only at
   * the end of the log.
   */
  page(after: bigint, limit: number, types?: ReadonlySet<string>): Promise<readonly SealedEvent[]>;
  /** Returns the id of the event at exactly this position, also of a foreign one; null when there is none. */
  idAt(position: bigint): Promise<string | null>;
  /**
   * Yields the events after the position `after`, also those appended later, until aborted: all events, or those of
   * `types`. Throws when the connection is lost.
   */
  follow(after: bigint, signal: AbortSignal, types?: ReadonlySet<string>): AsyncIterable<SealedEvent | Looked>;
  /** Returns the position of the last event of the log, also if it is a foreign one; 0 for an empty log. */
  head(): Promise<bigint>;
}

/**
 * Decrypts and upcasts events. Throws `unavailable` when a data key cannot be read, which is an outage and never makes
 * a poison event.
 */
export type Decrypt = (events: readonly SealedEvent[]) => Promise<readonly RecordedEvent[]>;
