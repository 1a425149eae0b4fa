import type { AccountId, AuthSessionId } from '../events/ids.ts';

/** A pair of tokens of an auth session. `issuedAt` is in seconds since 1970. */
export type IssuedTokens = Readonly<{
  authSession: AuthSessionId;
  account: AccountId;
  /** The account's `signedOutAt` at sign-in. When the account's value rises, the session is invalid. */
  generation: number;
  accessId: string;
  refreshId: string;
  issuedAt: number;
}>;

/** A refresh token with a verified signature. */
export type VerifiedRefreshToken = Readonly<{ account: AccountId; authSession: AuthSessionId; tokenId: string }>;

/** A sign-in as its account sees it. */
export type AuthSession = Readonly<{
  id: AuthSessionId;
  userAgent: string | null;
  createdAt: string;
  lastUsedAt: string;
}>;

/** Sign-ins and their tokens, outside the log. */
export interface AuthSessions {
  open(account: AccountId, generation: number, userAgent: string | null): Promise<IssuedTokens>;
  /**
   * Spends a refresh token and returns a new pair. Within the grace period, a spent token gets the current pair; after
   * that, its whole auth session ends. Null for an invalid token or session.
   */
  rotate(token: VerifiedRefreshToken, generation: number): Promise<IssuedTokens | null>;
  /** Ends an auth session of the account, on every process before it settles. False when there is no such session. */
  end(account: AccountId, authSession: AuthSessionId): Promise<boolean>;
  /** The valid auth sessions, last used first. */
  list(account: AccountId, generation: number): Promise<readonly AuthSession[]>;
  /** Ends and deletes all auth sessions of an account. */
  forget(account: AccountId): Promise<void>;
}
