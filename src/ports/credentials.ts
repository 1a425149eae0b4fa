import type { AccountId, CredentialId } from '../events/ids.ts';

/** Password hashes, outside the log. The log names the credential of an account that is current. */
export interface Credentials {
  /** Hashes and stores a password. A password already stored under the id stays. Throws `unavailable` under overload. */
  keep(account: AccountId, id: CredentialId, password: string): Promise<void>;
  /** Deletes a password that never became current. */
  discard(account: AccountId, id: CredentialId): Promise<void>;
  /** Deletes retired and abandoned passwords. `current` stays. */
  retire(account: AccountId, current: CredentialId, retired: readonly CredentialId[]): Promise<void>;
  /** Whether the password is the stored one. Takes equally long when none is stored. */
  verify(credential: Readonly<{ account: AccountId; id: CredentialId }> | null, password: string): Promise<boolean>;
  /** Deletes all passwords of an account. */
  forget(account: AccountId): Promise<void>;
}
