import type { Owner } from '../events/ids.ts';

/** How far in the log each account has written, so that its queries can wait for its own writes. */
export interface Positions {
  /** Records that `account` has written an event of `owner` at `position`. Ignores a position lower than the stored one. */
  record(account: string, owner: Owner, position: bigint): Promise<void>;
}
