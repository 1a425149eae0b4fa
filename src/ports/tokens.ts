import type { AccountId, AuthSessionId } from '../events/ids.ts';
import type { IssuedTokens } from './auth-sessions.ts';

export type TokenKind = 'access' | 'refresh';
export type TokenPair = Readonly<Record<TokenKind, string>>;

/**
 * The contents of a token whose signature is valid. `exp` is in seconds since 1970; `gen` is the account's
 * `signedOutAt` at sign-in.
 */
export type TokenClaims = Readonly<{ sub: AccountId; sid: AuthSessionId; jti: string; gen: number; exp: number }>;

/** The settings and functions with which tokens of one kind (access or refresh) are verified. */
export type TokenVerification = Readonly<{
  algorithms: 'ES256'[];
  issuer: string;
  audience: string;
  /** Returns the public key that the token's header names, for the JWT library; null for an unknown key. */
  keyOf: (token: string) => unknown;
  /** Returns the contents of a token that was verified before and has not expired; null for any other token. */
  recall: (token: string) => TokenClaims | null;
  /**
   * Remembers the contents of a verified token, because verifying an ES256 signature costs more than the rest of a
   * request.
   */
  remember: (token: string, claims: TokenClaims) => void;
}>;

/** Signs access and refresh tokens (JWTs) and provides what verifies them. Lifetimes are in seconds. */
export interface Tokens {
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
  /** Signs both tokens. Calls with equal `issued` give tokens with equal contents. */
  sign(issued: IssuedTokens, email: string): TokenPair;
  verification(kind: TokenKind): TokenVerification;
}
