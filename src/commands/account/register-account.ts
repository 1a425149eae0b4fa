import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Account } from './decider.ts';

/** `email` is normalised: outer blanks off, lower case. */
export type RegisterAccount = Readonly<{
  type: 'RegisterAccount';
  data: Readonly<{ accountId: AccountId; email: string; name: string | null; isSuperuser: boolean }>;
}>;

export function registerAccount({ data }: RegisterAccount, account: Account): AccountEvent[] {
  if (account) throw new DomainError('id-taken', 'This id is in use already.');
  const { accountId, email, name, isSuperuser } = data;
  return [
    {
      type: 'AccountRegistered',
      data: { accountId, isActive: true, isSuperuser, role: 'application-access', personal: { email, name } },
    },
  ];
}
