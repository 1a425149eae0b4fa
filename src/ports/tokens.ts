import type { AccountId, AuthSessionId } from '../events/ids.ts';
import type { IssuedTokens } from './auth-sessions.ts';

export type TokenKind = 'access' | 'refresh';
export type TokenPair = Readonly<Record<TokenKind, string>>;

/** Claims of a verified token. `exp` is in seconds since 1970; `gen` is the account's `signedOutAt` at sign-in. */
export type TokenClaims = Readonly<{ sub: AccountId; sid: AuthSessionId; jti: string; gen: number; exp: number }>;

/** What verifying the tokens of one kind needs. */
export type TokenVerification = Readonly<{
  algorithms: 'ES256'[];
  issuer: string;
  audience: string;
  /** The public key named by the token's header, for the JWT library; null for an unknown key. */
  keyOf: (token: string) => unknown;
  /** The claims of a token that was remembered and has not expired; otherwise null. */
  recall: (token: string) => TokenClaims | null;
  /** Remembers the claims of a verified token, because verifying ES256 costs more than the rest of a request. */
  remember: (token: string, claims: TokenClaims) => void;
}>;

/** Signs JWTs of both kinds and says how to verify them. Lifetimes are in seconds. */
export interface Tokens {
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
  /** Equal `issued` gives tokens with equal claims. */
  sign(issued: IssuedTokens, email: string): TokenPair;
  verification(kind: TokenKind): TokenVerification;
}
