import type { AccountDocument } from '../../documents/account.ts';
import type { AuthSessions, IssuedTokens } from '../../ports/auth-sessions.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { FindAccount } from './find-account.ts';

type Ports = Readonly<{ findAccount: FindAccount; credentials: Credentials; authSessions: AuthSessions }>;
export type SignIn = Readonly<{ email: string; password: string; userAgent: string | null }>;
export type SignedIn = Readonly<{ account: AccountDocument; issued: IssuedTokens }>;

/**
 * Opens a family of tokens for the right password. One and the same null, after equal work, for an unknown address, a wrong password
 * and an inactive account.
 */
export const createSignIn =
  ({ findAccount, credentials, authSessions }: Ports) =>
  async ({ email, password, userAgent }: SignIn): Promise<SignedIn | null> => {
    const found = await findAccount(email);
    const credential = found && { account: found.account.id, id: found.credentialId };
    const verified = await credentials.verify(credential, password);
    if (!verified || !found?.account.isActive) return null;
    // A password that has changed since it was read ends this family before it is of any use.
    const issued = await authSessions.open(found.account.id, found.signedOutAt, userAgent);
    return { account: found.account, issued };
  };
