import type { AccountId, CredentialId } from '../events/ids.ts';

/**
 * Password hashes, stored outside the log by credential id. The log says which credential id of an account is current.
 */
export interface Credentials {
  /**
   * Hashes a password and stores it under a credential id; a password already stored under the id stays. Throws
   * `unavailable` under overload.
   */
  keep(account: AccountId, id: CredentialId, password: string): Promise<void>;
  /** Deletes a password whose credential id no event names, so that it never became current. */
  discard(account: AccountId, id: CredentialId): Promise<void>;
  /**
   * Deletes the account's `retired` (replaced) passwords and those of failed requests; the one under `current` stays.
   */
  retire(account: AccountId, current: CredentialId, retired: readonly CredentialId[]): Promise<void>;
  /**
   * Whether the password is the one stored for the credential. Needs the same time when none is stored, so that the
   * time reveals nothing.
   */
  verify(credential: Readonly<{ account: AccountId; id: CredentialId }> | null, password: string): Promise<boolean>;
  /** Deletes all passwords of an account. */
  forget(account: AccountId): Promise<void>;
}
