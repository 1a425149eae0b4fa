import type { AccountEvent } from '../../events/account.ts';
import { accountNameLength } from '../../events/values.ts';
import { checkNotes } from '../checks.ts';
import { type AccountConfig, type Acting, checkReserved } from './admission.ts';
import type { PresentAccount } from './state.ts';

/**
 * Changes the members that are present in `data`; absent members stay as they are. `email` is already trimmed and in
 * lower case.
 */
export type EditAccount = Readonly<{
  type: 'EditAccount';
  data: Readonly<{ name?: string | null; email?: string; isActive?: boolean; isSuperuser?: boolean }>;
}>;

/** Returns one event for each member that changes. */
export function editAccount(
  { as, data }: EditAccount & Acting,
  { document }: PresentAccount,
  config: AccountConfig,
): AccountEvent[] {
  checkReserved(as, data.email, config);
  const { name, email, isActive, isSuperuser } = { ...document, ...data };
  const events: AccountEvent[] = [];
  if (name !== document.name) {
    checkNotes('name', name, accountNameLength);
    events.push({ type: 'AccountRenamed', data: { personal: { name } } });
  }
  if (email !== document.email) events.push({ type: 'EmailChanged', data: { personal: { email } } });
  if (isActive !== document.isActive) {
    events.push({ type: isActive ? 'AccountReactivated' : 'AccountDeactivated', data: {} });
  }
  if (isSuperuser !== document.isSuperuser) {
    events.push({ type: isSuperuser ? 'SuperuserGranted' : 'SuperuserRevoked', data: {} });
  }
  return events;
}
