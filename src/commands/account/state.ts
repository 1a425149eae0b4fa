import type { AccountPresence } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { Claim } from '../../ports/claims.ts';

export type { PresentAccount } from '../../documents/account.ts';
export type Account = AccountPresence;

/** An email address belongs to one account, in whatever case it is written. */
export const emailClaim = (email: string): Claim => ({ scope: 'email', key: email.toLowerCase() });

export const claimsOf = (account: Account): readonly Claim[] =>
  account.kind === 'present' ? [emailClaim(account.document.email)] : [];

/** Roles of an inactive account cannot be changed. */
export function checkActive({ isActive }: Readonly<{ isActive: boolean }>): void {
  if (!isActive) throw new DomainError('account-inactive', 'The account is inactive.');
}
