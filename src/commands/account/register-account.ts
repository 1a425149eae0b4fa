import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import { accountNameLength, type Role, roles } from '../../events/values.ts';
import { checkNotes, checkOneOf } from '../checks.ts';
import { type AccountConfig, type Acting, checkReserved } from './admission.ts';
import type { Account } from './state.ts';

/** `email` is already trimmed and in lower case. The password's hash is already stored under `credentialId`. */
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

export function registerAccount(
  { as, data }: RegisterAccount & Acting,
  account: Account,
  config: AccountConfig,
): AccountEvent[] {
  checkReserved(as, data.email, config);
  if (account.kind !== 'absent') throw new DomainError('id-taken', 'This id is already in use.');
  const { email, name, ...rest } = data;
  checkNotes('name', name, accountNameLength);
  checkOneOf('role', data.role, roles);
  return [{ type: 'AccountRegistered', data: { ...rest, personal: { email, name } } }];
}
