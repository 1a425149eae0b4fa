import type { Request, Response } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import type { AccountId, AuthSessionId } from '../../events/ids.ts';
import type { TokenClaims, TokenKind, Tokens, TokenVerification } from '../../ports/tokens.ts';
import { cookieNames } from '../cookies.ts';
import type { HttpConfig } from '../dependencies.ts';

/**
 * Reads a token from its cookie and verifies it. Returns null when the cookie is missing or the token is invalid. With
 * `acceptsExpired`, a token of the service is valid for ever.
 */
export type TokenReader = (req: Request, res: Response) => Promise<TokenClaims | null>;

type Reading = Readonly<{ tokens: Tokens; config: Pick<HttpConfig, 'hostCookies'> }>;

export function createTokenReader(
  { tokens, config }: Reading,
  kind: TokenKind,
  { acceptsExpired = false } = {},
): TokenReader {
  const verification = tokens.verification(kind);
  const cookie = cookieNames(config)[kind];
  const verify = createVerifier(verification, kind, { cookie, acceptsExpired });
  return async (req, res) => {
    const token = cookieOf(req, cookie);
    if (token === null) return null;
    const known = verification.recall(token);
    if (known) return known;
    const claims = await verify(req, res);
    if (claims) verification.remember(token, claims);
    return claims;
  };
}

/** Creates a reader that verifies the token in a cookie with passport-jwt. */
function createVerifier(
  verification: TokenVerification,
  kind: TokenKind,
  { cookie, acceptsExpired }: Readonly<{ cookie: string; acceptsExpired: boolean }>,
): TokenReader {
  const { algorithms, issuer, audience } = verification;
  const claimsSchema = claimsSchemaOf(kind);
  const passport = new Passport();
  passport.use(
    new Strategy(
      {
        ...{ algorithms, issuer, audience, ignoreExpiration: acceptsExpired },
        jwtFromRequest: (req: Request) => cookieOf(req, cookie),
        secretOrKeyProvider: keyProvider(verification),
      },
      (payload: unknown, done) => done(null, claimsSchema.safeParse(payload).data ?? false),
    ),
  );
  return (req, res) =>
    new Promise((resolve, reject) => {
      const decided = (error: unknown, claims: TokenClaims | false | undefined) => {
        if (error) reject(error);
        else resolve(claims || null);
      };
      passport.authenticate('jwt', { session: false }, decided)(req, res, reject);
    });
}

const claimsSchemaOf = (kind: TokenKind) =>
  z.object({
    typ: z.literal(kind),
    sub: z.guid().transform((id) => id as AccountId),
    sid: z.guid().transform((id) => id as AuthSessionId),
    jti: z.guid(),
    gen: z.number().int(),
    exp: z.number(),
  });

type KeyProvider = (req: Request, token: string, done: (error: unknown, key?: Buffer) => void) => void;

const keyProvider =
  ({ keyOf }: TokenVerification): KeyProvider =>
  (_req, token, done) => {
    const key = keyOf(token);
    // jsonwebtoken accepts a KeyObject and verifies several times faster with it than with PEM text, but the types of
    // passport-jwt allow text only.
    if (key) done(null, key as Buffer);
    else done(new Error('Unknown key'));
  };

/** Longer than any token of the service: a token contains an email address of at most 254 bytes. */
const maxTokenLength = 2_048;

function cookieOf(req: Request, name: string): string | null {
  const cookies: Readonly<Record<string, unknown>> = req.cookies;
  const token = cookies[name];
  return typeof token === 'string' && token.length <= maxTokenLength ? token : null;
}
