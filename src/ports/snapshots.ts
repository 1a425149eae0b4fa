import type { AccountId } from '../events/ids.ts';

/** The cached state of accounts, which every process uses to decide about requests. */
export interface Snapshots {
  /** Replaces the snapshot with the account as its stream is now. Once this settles, no process uses an older one. */
  renew(account: AccountId): Promise<void>;
}
