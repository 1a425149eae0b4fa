import type { AccountDocument, AccountFold, PresentAccount } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';

export { absentAccount, foldAccount } from '../../documents/account.ts';
export type Account = AccountFold;

/** In what standing somebody acts on an account: on the own one, as a superuser on another's, or with the machine's own rights. */
export type ActingAs = 'self' | 'superuser' | 'operator';

/** Its address names the system administrator, whom nobody changes by HTTP. */
export const isAddressOf = (adminEmail: string, email: string): boolean =>
  email.toLowerCase() === adminEmail.toLowerCase();

/** The account as it stands; `account-not-found` where it never was or is gone. */
export function present(account: Account): PresentAccount {
  if (account.kind !== 'present') throw new DomainError('account-not-found', 'No such account.');
  return account;
}

/** Whether `by` may act on the account at all. */
export function admitTo(
  account: Account,
  { as, by, adminEmail }: Readonly<{ as: ActingAs; by: AccountId; adminEmail: string }>,
): AccountDocument {
  const document = present(account).account;
  if (as === 'self' && by !== document.id) throw new DomainError('account-not-found', 'No such account.');
  if (as === 'superuser' && by === document.id) {
    throw new DomainError('own-account', 'Superusers do not change their own account this way.');
  }
  if (as === 'superuser' && isAddressOf(adminEmail, document.email)) throw protectedAccount();
  return document;
}

export const protectedAccount = (): DomainError =>
  new DomainError('account-protected', 'The system administrator can not be changed.');
