import { createHash } from 'node:crypto';
import type { DatabaseTransactionConnection } from 'slonik';
import type { RecordedEvent } from '../events/event.ts';

/** A read model and how it is made. Another shape or meaning of its rows is another version, with tables of its own. */
export type Projection = Readonly<{
  name: string;
  version: number;
  /** The categories of streams it reads; one unknown event among them holds it back. */
  categories: ReadonlySet<string>;
  /**
   * Takes in events of one lane, in log order, each exactly once. Touches rows of the events' owners only, in statements over sets.
   * Throws where it can't; the transaction is the caller's.
   */
  apply: (tx: DatabaseTransactionConnection, events: readonly RecordedEvent[]) => Promise<void>;
}>;

/** The part of a stream's name before the first dash. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

export const keyOf = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name}@${version}`;

/** Names a set of projections: builds that carry different sets share neither queues nor the dispatcher's lease. */
export const setNameOf = (projections: readonly Projection[]): string =>
  createHash('sha256').update(projections.map(keyOf).sort().join()).digest('hex').slice(0, 12);
