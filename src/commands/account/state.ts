import type { AccountPresence } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { Claim } from '../../ports/claims.ts';

export type { PresentAccount } from '../../documents/account.ts';
export type Account = AccountPresence;

/** The claim on an email address: one account at most has the address, in whatever case it is written. */
export const emailClaim = (email: string): Claim => ({ scope: 'email', key: email.toLowerCase() });

export const claimsOf = (account: Account): readonly Claim[] =>
  account.kind === 'present' ? [emailClaim(account.document.email)] : [];

/** Refuses a change of role while the account is inactive. */
export function checkActive({ isActive }: Readonly<{ isActive: boolean }>): void {
  if (!isActive) throw new DomainError('account-inactive', 'The account is inactive.');
}
