import type { AccountId } from '../events/ids.ts';

/** Password hashes by account, outside the log. */
export interface Credentials {
  /** Hashes and keeps the password of a new account; one that is kept already stays. */
  create(account: AccountId, password: string): Promise<void>;
  /** Forgets what was kept for an account that never came to be. */
  discard(account: AccountId): Promise<void>;
  /** Whether the password is the account's; takes equally long where there is no such account. */
  verify(account: AccountId | null, password: string): Promise<boolean>;
}
