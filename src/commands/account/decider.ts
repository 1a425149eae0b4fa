import { accountFold } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { assertNever } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { Decider } from '../decider.ts';
import { type AccountConfig, type Acting, admitTo } from './admission.ts';
import { type AssignRole, assignRole } from './assign-role.ts';
import { type ChangePassword, changePassword } from './change-password.ts';
import { type EditAccount, editAccount } from './edit-account.ts';
import { type EraseAccount, eraseAccount } from './erase-account.ts';
import { type OfferPasswordReset, offerPasswordReset } from './offer-password-reset.ts';
import { type RegisterAccount, registerAccount } from './register-account.ts';
import { type RevokeRole, revokeRole } from './revoke-role.ts';
import { type SignOutEverywhere, signOutEverywhere } from './sign-out-everywhere.ts';
import { type Account, claimsOf, type PresentAccount } from './state.ts';

type Act =
  | EditAccount
  | AssignRole
  | RevokeRole
  | ChangePassword
  | OfferPasswordReset
  | SignOutEverywhere
  | EraseAccount;

/** A command to an account that exists, in contrast to the registration of a new one. */
export type AccountAct = Act & Acting;
export type AccountCommand = (RegisterAccount & Acting) | AccountAct;

export type AccountDecider = Decider<Account, AccountCommand, AccountEvent, Account>;

/** The decider of an account: who may use the service, and in which role. */
export const createAccountDecider = (config: AccountConfig): AccountDecider => ({
  ...accountFold,
  category: 'account',
  admit(command, account, { by }) {
    if (command.type !== 'RegisterAccount') admitTo(account, command, by, config);
  },
  decide(command, account) {
    if (command.type === 'RegisterAccount') return registerAccount(command, account, config);
    return decide(command, present(account, 'account'), config);
  },
  presence: (account) => account,
  occurredAt: () => null,
  claims: claimsOf,
});

function decide(command: AccountAct, account: PresentAccount, config: AccountConfig): readonly AccountEvent[] {
  switch (command.type) {
    case 'EditAccount':
      return editAccount(command, account, config);
    case 'AssignRole':
      return assignRole(command, account);
    case 'RevokeRole':
      return revokeRole(command, account);
    case 'ChangePassword':
      return changePassword(command, account);
    case 'OfferPasswordReset':
      return offerPasswordReset();
    case 'SignOutEverywhere':
      return signOutEverywhere();
    case 'EraseAccount':
      return eraseAccount();
    default:
      return assertNever(command);
  }
}
