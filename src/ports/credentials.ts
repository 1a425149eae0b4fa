import type { AccountId, CredentialId } from '../events/ids.ts';

/** Password hashes, outside the log. The log says which of an account's hashes counts. */
export interface Credentials {
  /** Hashes and keeps a password; one that is kept under this id already stays. `unavailable` while too many wait. */
  keep(account: AccountId, id: CredentialId, password: string): Promise<void>;
  /** Forgets a password that never came to count. */
  discard(account: AccountId, id: CredentialId): Promise<void>;
  /** Forgets those that have counted once, and leftovers; `current` stays. */
  retire(account: AccountId, current: CredentialId, retired: readonly CredentialId[]): Promise<void>;
  /** Whether the password is the one kept; takes equally long where there is none. */
  verify(credential: Readonly<{ account: AccountId; id: CredentialId }> | null, password: string): Promise<boolean>;
  /** Forgets all of an account's. */
  forget(account: AccountId): Promise<void>;
}
