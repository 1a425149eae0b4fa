import type { AccountId } from '../events/ids.ts';

/** What every process goes by when it lets a request in. */
export interface Snapshots {
  /** Makes the account as its stream tells it now what every process goes by, before this settles. */
  renew(account: AccountId): Promise<void>;
}
