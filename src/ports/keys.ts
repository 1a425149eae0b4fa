import type { AccountId, Owner } from '../events/ids.ts';

/** The data keys that encrypt personal data in events, one per account. */
export interface Keys {
  /** Creates the data key of an account if it does not exist. Refuses for an erased account. */
  create(account: Owner): Promise<void>;
  /** Destroys the data key of an account for ever and leaves a tombstone. */
  destroy(account: AccountId): Promise<void>;
}
