import type { RecordedEvent } from '../events/event.ts';

/** An event as it lies in the log and travels in jobs: texts under `data.personal` are ciphertext. */
export type SealedEvent = RecordedEvent;

/** How far a subscription has looked, where nothing between matched. */
export type Looked = Readonly<{ type: 'looked'; position: bigint }>;

/** The whole log in its one order, without the store's own events. Positions are exclusive lower bounds. */
export interface Log {
  /** At most `limit` events behind `after`, in order; fewer only at the end of the log. */
  page(after: bigint, limit: number): Promise<readonly SealedEvent[]>;
  /** Events behind `after` as they come, of the given types only or of all, until aborted. Ends by throwing when the connection is lost. */
  follow(after: bigint, signal: AbortSignal, types?: ReadonlySet<string>): AsyncIterable<SealedEvent | Looked>;
  /** Position of the newest domain event; 0 in an empty log. */
  head(): Promise<bigint>;
}

/** Decrypts and upcasts. Throws `MissingKey` where a key can't be had now, which is an outage and never poison. */
export type Decrypt = (events: readonly SealedEvent[]) => Promise<readonly RecordedEvent[]>;
