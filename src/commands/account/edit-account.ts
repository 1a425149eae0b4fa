import type { AccountDocument } from '../../documents/account.ts';
import type { AccountEvent } from '../../events/account.ts';

/** Absent members stay as they are. `email` is normalised: outer blanks off, lower case. */
export type EditAccount = Readonly<{
  type: 'EditAccount';
  data: Readonly<{ name?: string | null; email?: string; isActive?: boolean; isSuperuser?: boolean }>;
}>;

/** An event for each member that becomes another one. */
export function editAccount({ data }: EditAccount, account: AccountDocument): AccountEvent[] {
  const { name = account.name, email = account.email } = data;
  const { isActive = account.isActive, isSuperuser = account.isSuperuser } = data;
  const events: AccountEvent[] = [];
  if (name !== account.name) events.push({ type: 'AccountRenamed', data: { personal: { name } } });
  if (email !== account.email) events.push({ type: 'EmailChanged', data: { personal: { email } } });
  if (isActive !== account.isActive) {
    events.push({ type: isActive ? 'AccountReactivated' : 'AccountDeactivated', data: {} });
  }
  if (isSuperuser !== account.isSuperuser) {
    events.push({ type: isSuperuser ? 'SuperuserGranted' : 'SuperuserRevoked', data: {} });
  }
  return events;
}
