import type { AccountId, AuthSessionId } from '../events/ids.ts';

/** An access and a refresh token of an auth session. `issuedAt` is in seconds since 1970. */
export type IssuedTokens = Readonly<{
  authSession: AuthSessionId;
  account: AccountId;
  /**
   * The account's `signedOutAt` at sign-in. When the account's own value becomes higher, the auth session is invalid.
   */
  generation: number;
  accessId: string;
  refreshId: string;
  issuedAt: number;
}>;

/** The contents of a refresh token whose signature is valid. */
export type VerifiedRefreshToken = Readonly<{ account: AccountId; authSession: AuthSessionId; tokenId: string }>;

/** An auth session as the API shows it to its account. */
export type AuthSession = Readonly<{
  id: AuthSessionId;
  userAgent: string | null;
  createdAt: string;
  lastUsedAt: string;
}>;

/** Auth sessions and their tokens, which are stored outside the log. */
export interface AuthSessions {
  open(account: AccountId, generation: number, userAgent: string | null): Promise<IssuedTokens>;
  /**
   * Exchanges a refresh token for a new pair of tokens. A token that was exchanged already gets the current pair within
   * the grace period; later its use ends the auth session. Returns null for an invalid token or auth session.
   */
  rotate(token: VerifiedRefreshToken, generation: number): Promise<IssuedTokens | null>;
  /**
   * Ends an auth session of the account; before the promise settles, no process accepts its tokens any more. Returns
   * false if there is no such auth session.
   */
  end(account: AccountId, authSession: AuthSessionId): Promise<boolean>;
  /** Returns the valid auth sessions of an account, the last used one first. */
  list(account: AccountId, generation: number): Promise<readonly AuthSession[]>;
  /** Ends and deletes all auth sessions of an account. */
  forget(account: AccountId): Promise<void>;
}
