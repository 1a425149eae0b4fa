import type { AccountDocument } from '../../documents/account.ts';
import type { AuthSessions, IssuedTokens } from '../../ports/auth-sessions.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { FindAccount } from './find-account.ts';

type Ports = Readonly<{ findAccount: FindAccount; credentials: Credentials; authSessions: AuthSessions }>;
export type SignIn = Readonly<{ email: string; password: string; userAgent: string | null }>;
export type SignedIn = Readonly<{ account: AccountDocument; issued: IssuedTokens }>;

/**
 * Opens an auth session if the password is right. Returns null for an unknown address, a wrong password or an inactive
 * account. All three do the same work, so that the response time does not reveal which of them it was.
 */
export const createSignIn =
  ({ findAccount, credentials, authSessions }: Ports) =>
  async ({ email, password, userAgent }: SignIn): Promise<SignedIn | null> => {
    const found = await findAccount(email);
    const credential = found && { account: found.document.id, id: found.credentialId };
    const isRight = await credentials.verify(credential, password);
    if (!isRight || !found?.document.isActive) return null;
    // If the password has changed since the account was read, `signedOutAt` is higher by now and the new auth session
    // invalid.
    const issued = await authSessions.open(found.document.id, found.signedOutAt, userAgent);
    return { account: found.document, issued };
  };
