import type { Request } from 'express';
import type { SignedIn } from '../../use-cases/account/sign-in.ts';
import type { Dependencies } from '../dependencies.ts';
import { inTurn, tryPassword } from '../middleware/rate-limits.ts';

type Given = Readonly<{ req: Request; email: string; password: string }>;

/** Signs in with a password, within the limits of wrong passwords. Null for a wrong password or an unknown address. */
export const signInWithPassword = (
  deps: Pick<Dependencies, 'signIn' | 'passwordTurns' | 'rateLimits'>,
  { req, email, password }: Given,
): Promise<SignedIn | null> =>
  inTurn(deps, { req, account: email }, () =>
    tryPassword(deps, { req, email }, () => deps.signIn({ email, password, userAgent: req.get('user-agent') ?? null })),
  );
