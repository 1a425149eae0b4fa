import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { AccountId, CredentialId } from '../../events/ids.ts';
import type { Account } from './state.ts';

/**
 * The right by which a command acts: on the sender's own account, as a superuser on another account, or as an operator
 * who runs the command line on the server's machine.
 */
export type ActingAs = 'self' | 'superuser' | 'operator';
export type Acting = Readonly<{
  as: ActingAs;
  /**
   * The credential whose password the sender has given, for what needs it. The command is refused when another password
   * has become valid since.
   */
  provenBy?: CredentialId;
}>;

/** `adminEmail` is the address of the system administrator. Only operators register, edit or erase that account. */
export type AccountConfig = Readonly<{ adminEmail: string }>;

const isAdminEmail = ({ adminEmail }: AccountConfig, email: string): boolean =>
  email.toLowerCase() === adminEmail.toLowerCase();

/** Refuses a command that the account `by` may not send to `account`. */
export function admitTo(
  account: Account,
  { as, type, provenBy }: Acting & Readonly<{ type: string }>,
  by: AccountId,
  config: AccountConfig,
): void {
  const { document, credentialId } = present(account, 'account');
  const { id, email } = document;
  if (as === 'self' && by !== id) throw notFound('account');
  if (as === 'superuser' && by === id) {
    throw new DomainError('own-account', 'Superusers cannot change their own account in this way.');
  }
  const isChange = type === 'EditAccount' || type === 'EraseAccount';
  const isProtected = as === 'superuser' || (as === 'self' && isChange);
  if (isProtected && isAdminEmail(config, email)) {
    throw new DomainError('account-protected', 'The account of the system administrator cannot be changed.');
  }
  if (provenBy !== undefined && provenBy !== credentialId) throw wrongPassword();
}

export const wrongPassword = (): DomainError => new DomainError('wrong-password', 'The password is wrong.');

/**
 * Refuses the address of the system administrator to everyone but operators. Otherwise an account could sign up with it
 * and would be an ordinary account that no one can change.
 */
export function checkReserved(as: ActingAs, email: string | undefined, config: AccountConfig): void {
  if (as === 'operator' || email === undefined || !isAdminEmail(config, email)) return;
  throw new DomainError('email-taken', 'This email address is reserved.');
}
