import { createHash } from 'node:crypto';
import type { DatabaseTransactionConnection, FragmentSqlToken } from 'slonik';
import type { AccountErased } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { parseStream } from '../../events/streams.ts';

/** Identifies a version of a read model. */
export type VersionKey = Readonly<{ name: string; version: number }>;

export const keyOf = ({ name, version }: VersionKey): string => `${name}@${version}`;

/** A short name of a set of read-model versions. Builds with different sets use different queues and leases. */
export const projectionSetNameOf = (versions: readonly VersionKey[]): string =>
  createHash('sha256').update(versions.map(keyOf).sort().join()).digest('hex').slice(0, 12);

/**
 * An event to apply to a read model. `previousRevision` is set when the events directly before this one in its stream
 * were discarded: it is the revision that the row of the stream must have reached.
 */
export type DueEvent = RecordedEvent & Readonly<{ previousRevision?: number }>;

/** The revision that the row of the stream must have reached before the event is applied; -1 for the first event. */
export const previousRevisionOf = ({
  revision,
  previousRevision = revision - 1,
}: Pick<DueEvent, 'revision' | 'previousRevision'>): number => previousRevision;

/** A row of a read model: the text form of its id, the revision of its stream and its document as JSON. */
export type StoredRow = Readonly<{ id: string; revision: number; doc: string | null }>;

/** The id of what a row is about, without the part after the slash that names one of its several rows. */
export const streamIdOf = ({ id }: StoredRow): string => id.split('/', 1)[0] ?? id;

/** What an event says about its place in its stream. */
export type Place = Pick<DueEvent, 'stream' | 'revision'>;

/**
 * How a projection applies events with two SQL statements. Several projections of a lane can share the two, because
 * they are parts of statements: one round trip to Postgres then reads for all of them, and another one writes.
 */
export type Statements = Readonly<{
  /** SQL that selects the rows that the events change (`StoredRow`); null when `write` needs none. */
  read: (events: readonly Place[]) => FragmentSqlToken | null;
  /**
   * Writes the rows if `condition` is true. `rows` are those that `read` has selected. Throws when an event cannot be
   * applied.
   */
  write: (events: readonly DueEvent[], rows: readonly StoredRow[], condition: FragmentSqlToken) => Write;
}>;

/**
 * SQL that writes rows, and these rows as `read` would select them afterwards; none if `read` selects none.
 */
export type Write = Readonly<{ statement: FragmentSqlToken; rows: readonly StoredRow[] }>;

/**
 * Applies events of one or more lanes within the caller's transaction. Each owner's events come in log order, each
 * once. Changes only rows of those owners, many rows per SQL statement. Throws when an event cannot be applied.
 * `statements` do the same with events that erase no owner.
 */
export type ApplyEvents = ((tx: DatabaseTransactionConnection, events: readonly DueEvent[]) => Promise<void>) &
  Readonly<{ statements?: Statements }>;

/** The code that applies events to the tables of one version of a read model. */
export type Projection = VersionKey &
  Readonly<{
    /** The categories of streams whose events it applies. It stops at an event there that the build does not know. */
    categories: ReadonlySet<string>;
    /** Whether it reads no data of events. An event that cannot be decrypted is then no poison event to it. */
    ignoresData?: boolean;
    apply: ApplyEvents;
  }>;

/** The type of the event that ends an owner's history. Every projection applies this event. */
export const erasureType: AccountErased['type'] = 'AccountErased';

/** Whether a projection applies an event: its stream is in the projection's categories, or it is an erasure. */
export const handles = (
  projection: Pick<Projection, 'categories'>,
  { stream, type }: Readonly<{ stream: string; type: string }>,
): boolean => readsStream(projection, stream) || type === erasureType;

/** Whether a stream is in one of the categories of a projection. */
export const readsStream = ({ categories }: Pick<Projection, 'categories'>, stream: string): boolean =>
  categories.has(parseStream(stream).category);
