import type { AccountId } from '../events/ids.ts';

/** The cached state of accounts (snapshots), which every process uses to decide what a request may do. */
export interface Snapshots {
  /** Makes the account's snapshot anew from its stream. Once the promise settles, no process uses an older snapshot. */
  renew(account: AccountId): Promise<void>;
}
