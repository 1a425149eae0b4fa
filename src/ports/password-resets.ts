import type { AccountId } from '../events/ids.ts';

/** One-time tokens that replace a forgotten password. An account has at most one. */
export interface PasswordResets {
  /** Creates a token that is valid for an hour, and replaces an earlier one. */
  offer(account: AccountId): Promise<string>;
  /** Takes a token, so that no other request can take it. Null for an invalid token. */
  take(token: string): Promise<AccountId | null>;
  /** Makes a taken token valid again, because it could not be used. */
  giveBack(token: string): Promise<void>;
  /** Deletes the account's token. */
  forget(account: AccountId): Promise<void>;
}
