import type { Request, RequestHandler } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-jwt';
import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { accessCookie } from './cookies.ts';
import type { Dependencies, Identity, Tokens } from './dependencies.ts';

const identities = new WeakMap<Request, Identity>();
const claims = z.object({ typ: z.literal('access'), sub: z.guid(), jti: z.string() });

/** Lets a request through that carries a good access token of an active account; `identityOf` then tells whose. */
export function authenticate({ gate, tokens }: Pick<Dependencies, 'gate' | 'tokens'>): RequestHandler {
  const { algorithms, issuer, audience } = tokens.verification;
  const passport = new Passport();
  passport.use(
    new Strategy(
      {
        jwtFromRequest: accessTokenOf,
        secretOrKeyProvider: keyProvider(tokens),
        algorithms,
        issuer,
        audience: audience('access'),
      },
      (payload: unknown, done) => {
        const token = claims.safeParse(payload);
        if (!token.success) return done(null, false);
        gate.admit(token.data).then(
          (identity) => done(null, identity ?? false),
          (error: unknown) => done(error, false),
        );
      },
    ),
  );
  return (req, res, next) => {
    const decided = (error: unknown, identity: Identity | false | undefined) => {
      if (error) return next(error);
      if (!identity) return next(new DomainError('not-signed-in', 'Sign in first.'));
      identities.set(req, identity);
      next();
    };
    passport.authenticate('jwt', { session: false }, decided)(req, res, next);
  };
}

export function identityOf(req: Request): Identity {
  const identity = identities.get(req);
  if (!identity) throw new Error('This route does not authenticate');
  return identity;
}

function accessTokenOf(req: Request): string | null {
  const cookies: Readonly<Record<string, unknown>> = req.cookies;
  const token = cookies[accessCookie];
  return typeof token === 'string' ? token : null;
}

type Provider = (req: Request, token: string, done: (error: unknown, key?: Buffer) => void) => void;

const keyProvider =
  ({ verification }: Tokens): Provider =>
  (_req, token, done) => {
    const key = verification.publicKey(kidOf(token));
    // A KeyObject verifies several times faster than a text; only the type definitions do not know of it.
    if (key) done(null, key as unknown as Buffer);
    else done(new Error('No such key'));
  };

function kidOf(token: string): unknown {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'kid' in header ? header.kid : undefined;
  } catch {
    return undefined;
  }
}
