import type { AccountId, CredentialId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { ReadAccount } from './read-account.ts';

type Ports = Readonly<{ readAccount: ReadAccount; credentials: Credentials }>;

/**
 * Returns the account's current credential if the password is right, else null. Needs the same time when there is no
 * account.
 */
export type VerifyPassword = (account: AccountId, password: string) => Promise<CredentialId | null>;

export const createVerifyPassword =
  ({ readAccount, credentials }: Ports): VerifyPassword =>
  async (account, password) => {
    const { fold } = await readAccount(account);
    const credential = fold.kind === 'present' ? { account, id: fold.credentialId } : null;
    return (await credentials.verify(credential, password)) && credential ? credential.id : null;
  };
