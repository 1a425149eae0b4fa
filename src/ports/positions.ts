import type { Owner } from '../events/ids.ts';

/** How far in the log each account has written, so that its reads can wait for its own writes. */
export interface Positions {
  /** Notes that `account` knows of an event of `owner` at `position`; a lower one than noted changes nothing. */
  record(account: string, owner: Owner, position: bigint): Promise<void>;
}
