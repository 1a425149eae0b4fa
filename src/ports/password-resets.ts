import type { AccountId } from '../events/ids.ts';

/** One-time tokens that replace a forgotten password. An account has at most one. */
export interface PasswordResets {
  /** Creates a token for the account, valid for an hour. It replaces an earlier token. */
  offer(account: AccountId): Promise<string>;
  /** Spends a token, so that no other request can use it, and returns its account; null for an invalid token. */
  take(token: string): Promise<AccountId | null>;
  /** Makes a spent token valid again, because the request that spent it has failed. */
  giveBack(token: string): Promise<void>;
  /** Deletes the account's token, if it has one. */
  forget(account: AccountId): Promise<void>;
}
