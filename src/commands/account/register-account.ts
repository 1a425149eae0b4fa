import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import type { Role } from '../../events/values.ts';
import type { Account } from './state.ts';

/** `email` is normalised: outer blanks off, lower case. */
export type RegisterAccount = Readonly<{
  type: 'RegisterAccount';
  data: Readonly<{
    accountId: AccountId;
    email: string;
    name: string | null;
    isActive: boolean;
    isSuperuser: boolean;
    role: Role;
    credentialId: CredentialId;
  }>;
}>;

export function registerAccount({ data }: RegisterAccount, account: Account): AccountEvent[] {
  if (account.kind !== 'absent') throw new DomainError('id-taken', 'This id is in use already.');
  const { email, name, ...rest } = data;
  return [{ type: 'AccountRegistered', data: { ...rest, personal: { email, name } } }];
}
