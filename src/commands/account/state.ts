import type { AccountDocument, AccountPresence } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';

export type Account = AccountPresence;

/** In what standing somebody acts on an account: on the own one, as a superuser on another's, or with the machine's own rights. */
export type ActingAs = 'self' | 'superuser' | 'operator';

/** Its address names the system administrator, whom nobody changes by HTTP. */
export const isAddressOf = (adminEmail: string, email: string): boolean =>
  email.toLowerCase() === adminEmail.toLowerCase();

/** Whether `by` may act on the account at all. */
export function admitTo(
  account: Account,
  { as, by, adminEmail }: Readonly<{ as: ActingAs; by: AccountId; adminEmail: string }>,
): AccountDocument {
  const { document } = present(account, 'account');
  if (as === 'self' && by !== document.id) throw notFound('account');
  if (as === 'superuser' && by === document.id) {
    throw new DomainError('own-account', 'Superusers do not change their own account this way.');
  }
  if (as === 'superuser' && isAddressOf(adminEmail, document.email)) throw protectedAccount();
  return document;
}

export const protectedAccount = (): DomainError =>
  new DomainError('account-protected', 'The system administrator can not be changed.');
