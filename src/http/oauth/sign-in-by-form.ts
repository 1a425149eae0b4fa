import type { Request, Response } from 'express';
import { parseEmail } from '../../commands/account/email.ts';
import { signInWithPassword } from '../access/sign-in-with-password.ts';
import { signedIn, writeCookies } from '../cookies.ts';
import type { Dependencies } from '../dependencies.ts';

/** Signs in with the fields of the form, and writes the cookies. Returns whether an active account has that password. */
export async function signInByForm(deps: Dependencies, req: Request, res: Response): Promise<boolean> {
  const { username, password }: Readonly<Record<string, unknown>> = req.body ?? {};
  if (typeof username !== 'string' || typeof password !== 'string') return false;
  const session = await signInWithPassword(deps, { req, email: parseEmail(username) ?? username, password });
  if (!session) return false;
  const { cookies } = signedIn(deps.tokens.sign(session.issued, session.account.email), deps.tokens);
  if (cookies) writeCookies(res, cookies, deps.config);
  return true;
}
