import { type AccountDocument, foldAccount } from '../../documents/account.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { Claim } from '../../ports/claims.ts';
import type { Decider } from '../decider.ts';
import { type RegisterAccount, registerAccount } from './register-account.ts';

export type Account = AccountDocument | null;
export type AccountCommand = RegisterAccount;

/** One address is one account, whatever the case. */
export const emailClaim = (email: string): Claim => ({ scope: 'email', key: email.toLowerCase() });

/** Who may use the service, and as what. */
export const account: Decider<Account, AccountCommand, AccountEvent, AccountDocument> = {
  category: 'account',
  initial: null,
  evolve: foldAccount,
  admit: () => {},
  decide: registerAccount,
  document(state) {
    if (!state) throw new Error('An absent account has no document');
    return state;
  },
  occurredAt: () => null,
  claims: (state) => (state ? [emailClaim(state.email)] : []),
};
