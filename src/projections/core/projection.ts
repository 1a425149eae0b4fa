import { createHash } from 'node:crypto';
import type { DatabaseTransactionConnection } from 'slonik';
import type { AccountErased } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { parseStream } from '../../events/streams.ts';

/** Identifies a version of a read model. */
export type VersionKey = Readonly<{ name: string; version: number }>;

export const keyOf = ({ name, version }: VersionKey): string => `${name}@${version}`;

/** Names a set of versions. Builds that feed different sets share neither queues nor the dispatcher's lease. */
export const projectionSetNameOf = (versions: readonly VersionKey[]): string =>
  createHash('sha256').update(versions.map(keyOf).sort().join()).digest('hex').slice(0, 12);

/**
 * An event to apply to a read model. `previousRevision` is set when the events before it in its stream were
 * discarded: it is the revision that the row must have reached.
 */
export type DueEvent = RecordedEvent & Readonly<{ previousRevision?: number }>;

/** The revision that must be applied before the event; -1 before the first event of a stream. */
export const previousRevisionOf = ({ revision, previousRevision = revision - 1 }: DueEvent): number => previousRevision;

/**
 * Applies events of one or more lanes within the caller's transaction. The events of an owner come in log order, each
 * once. Changes only rows of the events' owners, in statements over sets. Throws when an event cannot be applied.
 */
export type ApplyEvents = (tx: DatabaseTransactionConnection, events: readonly DueEvent[]) => Promise<void>;

/** The code that applies events to the tables of one version of a read model. */
export type Projection = VersionKey &
  Readonly<{
    /** The categories of streams that it reads. An unknown event in one of them holds the projection back. */
    categories: ReadonlySet<string>;
    apply: ApplyEvents;
  }>;

/** The event that ends an owner's history. Every projection handles it. */
export const erasureType: AccountErased['type'] = 'AccountErased';

/** Whether a projection handles an event: one of its categories, or the erasure of any owner. */
export const handles = (
  projection: Pick<Projection, 'categories'>,
  { stream, type }: Readonly<{ stream: string; type: string }>,
): boolean => readsStream(projection, stream) || type === erasureType;

/** Whether a stream is in one of the categories of a projection. */
export const readsStream = ({ categories }: Pick<Projection, 'categories'>, stream: string): boolean =>
  categories.has(parseStream(stream).category);
