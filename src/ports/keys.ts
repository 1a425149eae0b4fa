import type { AccountId, Owner } from '../events/ids.ts';

/** The data keys that encrypt personal data in events, one per account. */
export interface Keys {
  /** Creates the account's key unless it exists. Refuses for an erased account. */
  create(account: Owner): Promise<void>;
  /** Destroys the account's key for ever and leaves a tombstone. */
  destroy(account: AccountId): Promise<void>;
}
