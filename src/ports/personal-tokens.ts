import type { AccountId, Instant, PersonalTokenId } from '../events/ids.ts';
import type { Scope } from '../events/token-values.ts';

/** A personal access token as the API shows it to its account. The token itself is not stored. */
export type PersonalToken = Readonly<{
  id: PersonalTokenId;
  name: string;
  scopes: readonly Scope[];
  createdAt: string;
  expiresAt: string;
  /** The time of a recent use: up to a minute older than the last one. Null if the token was never used. */
  lastUsedAt: string | null;
}>;

export type NewPersonalToken = Readonly<{ name: string; scopes: readonly Scope[]; expiresAt: Instant }>;

/** The personal access tokens of accounts, which are stored outside the log. */
export interface PersonalTokens {
  /**
   * Creates a token and returns its text, which cannot be read again. Null when the account has as many valid tokens as
   * it may. `generation` is the account's `signedOutAt`: a higher one makes the token invalid.
   */
  create(
    account: AccountId,
    generation: number,
    token: NewPersonalToken,
  ): Promise<Readonly<{ stored: PersonalToken; text: string }> | null>;
  /** Returns the valid tokens of an account, the newest one first. */
  list(account: AccountId, generation: number): Promise<readonly PersonalToken[]>;
  /**
   * Revokes a token of the account; before the promise settles, no process accepts it any more. Returns false if there
   * is no such token.
   */
  revoke(account: AccountId, id: PersonalTokenId): Promise<boolean>;
  /** Revokes and deletes all tokens of an account. */
  forget(account: AccountId): Promise<void>;
}
