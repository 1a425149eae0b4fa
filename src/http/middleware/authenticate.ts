import type { Request, RequestHandler, Response } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { DomainError } from '../../errors.ts';
import type { AccountId, AuthSessionId } from '../../events/ids.ts';
import { cookieNames } from '../cookies.ts';
import type { Dependencies, Identity, Tokens } from '../dependencies.ts';

/** What a token that was verified says; `gen` is the account's generation that its sign-in saw. */
export type TokenClaims = Readonly<{ sub: AccountId; sid: AuthSessionId; jti: string; gen: number }>;
type Kind = 'access' | 'refresh';

/** Reads and verifies the token of a kind out of its cookie; null where there is none that is good. */
export type TokenReader = (req: Request, res: Response) => Promise<TokenClaims | null>;

const claimsOf = (typ: Kind) =>
  z.object({ typ: z.literal(typ), sub: z.guid(), sid: z.guid(), jti: z.guid(), gen: z.number().int() });

export function tokenReader({ tokens, config }: Pick<Dependencies, 'tokens' | 'config'>, kind: Kind): TokenReader {
  const { algorithms, issuer, audience, verify } = tokens.verification;
  const cookie = cookieNames(config)[kind];
  const schema = claimsOf(kind);
  const passport = new Passport();
  // The library's hook for a verifier of one's own, of which its type definitions do not know.
  Object.assign(Strategy, { JwtVerifier: verify });
  passport.use(
    new Strategy(
      {
        jwtFromRequest: (req: Request) => cookieOf(req, cookie),
        secretOrKeyProvider: keyProvider(tokens),
        algorithms,
        issuer,
        audience: audience(kind),
      },
      (payload: unknown, done) => done(null, schema.safeParse(payload).data ?? false),
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

const identities = new WeakMap<Request, Identity>();

/** Lets a request through that carries a good access token of an active account; `identityOf` then tells whose. */
export function authenticate(deps: Pick<Dependencies, 'gate' | 'tokens' | 'config'>): RequestHandler {
  const accessToken = tokenReader(deps, 'access');
  return async (req, res, next) => {
    const claims = await accessToken(req, res);
    const admitted = claims && (await deps.gate.admit(claims));
    if (!claims || !admitted) throw new DomainError('not-signed-in', 'Sign in first.');
    identities.set(req, { ...admitted, authSession: claims.sid });
    next();
  };
}

export function identityOf(req: Request): Identity {
  const identity = identities.get(req);
  if (!identity) throw new Error('This route does not authenticate');
  return identity;
}

function cookieOf(req: Request, name: string): string | null {
  const cookies: Readonly<Record<string, unknown>> = req.cookies;
  const token = cookies[name];
  return typeof token === 'string' ? token : null;
}

type Provider = (req: Request, token: string, done: (error: unknown, key?: Buffer) => void) => void;

const keyProvider =
  ({ verification }: Tokens): Provider =>
  (_req, token, done) => {
    const key = verification.keyOf(token);
    // A KeyObject verifies several times faster than a text; only the type definitions do not know of it.
    if (key) done(null, key as unknown as Buffer);
    else done(new Error('No such key'));
  };
