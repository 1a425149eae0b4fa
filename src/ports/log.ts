import type { RecordedEvent } from '../events/event.ts';

declare const sealed: unique symbol;

/**
 * A sealed event: the texts in `data.personal` are encrypted. The type is opaque: folds do not accept it, only the
 * log's adapter makes it, and only `Decrypt` turns it into a readable event.
 */
export type SealedEvent = Omit<RecordedEvent, 'data'> & Readonly<{ data: unknown; [sealed]: true }>;

/**
 * Progress of a subscription that finds no event of its types: all such events up to `position` were delivered before
 * this item.
 */
export type Looked = Readonly<{ type: 'looked'; position: bigint }>;

/**
 * The whole log in its order: the events that this installation has written. A position passed as `after` is not
 * included.
 */
export interface Log {
  /** Returns at most `limit` events after the position `after`, in order; fewer only at the end of the log. */
  page(after: bigint, limit: number): Promise<readonly SealedEvent[]>;
  /**
   * Yields the events after the position `after`, also those appended later, until aborted: all events, or those of
   * `types`. Throws when the connection is lost.
   */
  follow(after: bigint, signal: AbortSignal, types?: ReadonlySet<string>): AsyncIterable<SealedEvent | Looked>;
  /** Returns the position of the newest own event; 0 for an empty log. */
  head(): Promise<bigint>;
}

/**
 * Decrypts and upcasts events. Throws `unavailable` when a data key cannot be read, which is an outage and never makes
 * a poison event.
 */
export type Decrypt = (events: readonly SealedEvent[]) => Promise<readonly RecordedEvent[]>;
