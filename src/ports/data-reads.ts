import type { Capacity } from '../events/data-read-values.ts';
import type { AccountId, AppGrantId, AuthSessionId, Instant, PersonalTokenId } from '../events/ids.ts';
import type { FeedKind } from '../events/schemas.ts';
import type { Channel } from '../events/values.ts';

/** Who reads data of an athlete, in which capacity and through which channel. `id` is null for an operator. */
export type DataReader = Readonly<{
  id: AccountId | null;
  capacity: Capacity;
  via: Channel;
  /** The auth session, the personal access token or the grant with which the reader is signed in. */
  session: AuthSessionId | PersonalTokenId | AppGrantId | null;
}>;

/** A read of data of an athlete. */
export type DataRead = Readonly<{
  athlete: AccountId;
  reader: DataReader;
  /** The id of the operation of the API that answers this. */
  operation: string;
  /** What was read; null for a list, or for all that the athlete has. */
  about: Readonly<{ kind: FeedKind; id: string }> | null;
  at: Instant;
  /** Whether this read began earlier, and goes on: it is then counted once. */
  goesOn?: true;
}>;

/**
 * The access log: who has read which data of an athlete, which the athlete can list. It is stored outside the event log,
 * because a read changes nothing.
 */
export interface DataReads {
  /** Records reads. Data must not be answered before the promise is fulfilled: what is not recorded is not shown. */
  record(reads: readonly DataRead[]): Promise<void>;
  /** Deletes the record of an erased athlete. Reads that are recorded later have no effect. */
  forget(athlete: AccountId): Promise<void>;
}
