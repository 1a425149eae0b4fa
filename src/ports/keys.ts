import type { AccountId, Owner } from '../events/ids.ts';

/** The data keys that personal texts in events are encrypted with, one per account. */
export interface Keys {
  /** Makes the account's key unless it has one; refuses for an erased account. */
  create(account: Owner): Promise<void>;
  /** Destroys the account's key for ever, wherever it is kept, and leaves a tombstone. */
  destroy(account: AccountId): Promise<void>;
}
