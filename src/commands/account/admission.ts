import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Account } from './state.ts';

/** With which right a command acts: on the own account, as a superuser on another one, or as an operator of the machine. */
export type ActingAs = 'self' | 'superuser' | 'operator';
export type Acting = Readonly<{ as: ActingAs }>;

/** `adminEmail` is the address of the system administrator. Only operators register, edit or erase that account. */
export type AccountConfig = Readonly<{ adminEmail: string }>;

const isAdminEmail = ({ adminEmail }: AccountConfig, email: string): boolean =>
  email.toLowerCase() === adminEmail.toLowerCase();

/** Refuses a command that `by` may not send to the account. */
export function admitTo(
  account: Account,
  { as, type }: Acting & Readonly<{ type: string }>,
  by: AccountId,
  config: AccountConfig,
): void {
  const { id, email } = present(account, 'account').document;
  if (as === 'self' && by !== id) throw notFound('account');
  if (as === 'superuser' && by === id) {
    throw new DomainError('own-account', 'Superusers cannot change their own account in this way.');
  }
  const isChange = type === 'EditAccount' || type === 'EraseAccount';
  const isProtected = as === 'superuser' || (as === 'self' && isChange);
  if (isProtected && isAdminEmail(config, email)) {
    throw new DomainError('account-protected', 'The account of the system administrator cannot be changed.');
  }
}

/**
 * Reserves the address of the system administrator for operators. An account that signs up with it would otherwise be an
 * ordinary account that no one can change.
 */
export function checkReserved(as: ActingAs, email: string | undefined, config: AccountConfig): void {
  if (as === 'operator' || email === undefined || !isAdminEmail(config, email)) return;
  throw new DomainError('email-taken', 'This email address is reserved.');
}
