import type { AccountId, AuthSessionId } from '../events/ids.ts';

/** Both tokens of a family as they stand, `issuedAt` in seconds since 1970. */
export type IssuedTokens = Readonly<{
  authSession: AuthSessionId;
  account: AccountId;
  /** The account's `signedOutAt` that the sign-in saw: once it has risen, all of the family is over. */
  generation: number;
  accessId: string;
  refreshId: string;
  issuedAt: number;
}>;

/** A refresh token that has been verified. */
export type VerifiedRefreshToken = Readonly<{ account: AccountId; authSession: AuthSessionId; tokenId: string }>;

/** A sign-in as its owner sees it. */
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
   * Spends a refresh token for its successors, once. Within the grace whoever spends it again gets what stands now; later than that the
   * whole family ends. Null where the token, or its family, is over.
   */
  rotate(token: VerifiedRefreshToken, generation: number): Promise<IssuedTokens | null>;
  /** Ends a family of the account; false where there is none that stands. Holds when this settles, on every process. */
  end(account: AccountId, authSession: AuthSessionId): Promise<boolean>;
  /** The families that stand, last used first. */
  list(account: AccountId, generation: number): Promise<readonly AuthSession[]>;
  /** Forgets all of an account's. */
  forget(account: AccountId): Promise<void>;
}
