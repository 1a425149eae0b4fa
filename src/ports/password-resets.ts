import type { AccountId } from '../events/ids.ts';

/** One-time tokens by which a forgotten password is replaced; an account has one at most. */
export interface PasswordResets {
  /** Makes a token that holds for an hour, in place of an earlier one. */
  offer(account: AccountId): Promise<string>;
  /** Takes the token, so that nobody else can; null where it is none. */
  take(token: string): Promise<AccountId | null>;
  /** Gives a taken token back that could not be used. */
  giveBack(token: string): Promise<void>;
  /** Forgets the account's token. */
  forget(account: AccountId): Promise<void>;
}
