import type { AccountId } from '../../events/ids.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { ReadAccount } from './read-account.ts';

type Ports = Readonly<{ readAccount: ReadAccount; credentials: Credentials }>;

/** Returns whether the password is the account's current one. Needs the same time when there is no account. */
export type VerifyPassword = (account: AccountId, password: string) => Promise<boolean>;

export const createVerifyPassword =
  ({ readAccount, credentials }: Ports): VerifyPassword =>
  async (account, password) => {
    const { fold } = await readAccount(account);
    return credentials.verify(fold.kind === 'present' ? { account, id: fold.credentialId } : null, password);
  };
