import type { Owner } from '../events/ids.ts';

/** The log position of each account's last write, so that its queries can wait for its own writes. */
export interface Positions {
  /** Records that `account` has written an event of `owner` at `position`. Ignores a position lower than the stored one. */
  record(account: string, owner: Owner, position: bigint): Promise<void>;
}
