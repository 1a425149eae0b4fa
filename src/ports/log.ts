import type { RecordedEvent } from '../events/event.ts';

declare const sealed: unique symbol;

/**
 * An event as the log and the jobs hold it: texts under `data.personal` are ciphertext. The type is opaque:
 * folds do not accept it, only the log's adapter makes one, and only `Decrypt` turns it into a readable event.
 */
export type SealedEvent = Omit<RecordedEvent, 'data'> & Readonly<{ data: unknown; [sealed]: true }>;

/** How far a subscription has searched when no event up to there matched. */
export type Looked = Readonly<{ type: 'looked'; position: bigint }>;

/** The whole log in log order, without the store's own events. Positions are exclusive lower bounds. */
export interface Log {
  /** At most `limit` events after `after`, in order. Returns fewer only at the end of the log. */
  page(after: bigint, limit: number): Promise<readonly SealedEvent[]>;
  /**
   * Yields the events after `after` as they are appended, until aborted: those of `types`, or all.
   * Throws when the connection is lost.
   */
  follow(after: bigint, signal: AbortSignal, types?: ReadonlySet<string>): AsyncIterable<SealedEvent | Looked>;
  /** Position of the newest domain event; 0 for an empty log. */
  head(): Promise<bigint>;
}

/** Decrypts and upcasts. Throws `unavailable` when a data key cannot be read: an outage, never a poison event. */
export type Decrypt = (events: readonly SealedEvent[]) => Promise<readonly RecordedEvent[]>;
