import { accountFold } from '../../documents/account.ts';
import { present } from '../../documents/presence.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { Claim } from '../../ports/claims.ts';
import type { Decider } from '../decider.ts';
import { type AssignRole, assignRole, type RevokeRole, revokeRole } from './assign-role.ts';
import { type ChangePassword, changePassword } from './change-password.ts';
import { type EditAccount, editAccount } from './edit-account.ts';
import { type RegisterAccount, registerAccount } from './register-account.ts';
import { type Account, type ActingAs, admitTo, isAddressOf, protectedAccount } from './state.ts';

type Act =
  | EditAccount
  | AssignRole
  | RevokeRole
  | ChangePassword
  | Readonly<{ type: 'OfferPasswordReset' | 'SignOutEverywhere' | 'EraseAccount'; data: Record<never, never> }>;

/** What is done to an account that stands, and in what standing. */
export type AccountAct = Act & Readonly<{ as: ActingAs }>;
export type AccountCommand = (RegisterAccount & Readonly<{ as: ActingAs }>) | AccountAct;

/** One address is one account, whatever the case. */
export const emailClaim = (email: string): Claim => ({ scope: 'email', key: email.toLowerCase() });

export type AccountDecider = Decider<Account, AccountCommand, AccountEvent, Account>;

/**
 * Who may use the service, and as what. `adminEmail` is the system administrator's address: only the machine's own operators
 * register or change that account.
 */
export const createAccountDecider = ({ adminEmail }: Readonly<{ adminEmail: string }>): AccountDecider => {
  /** Else whoever signs up by that address first would be an ordinary account that nobody can change. */
  const reserve = (as: ActingAs, email?: string) => {
    if (as === 'operator' || email === undefined || !isAddressOf(adminEmail, email)) return;
    throw new DomainError('email-taken', 'This address is reserved.');
  };
  return {
    category: 'account',
    ...accountFold,
    admit(command, account, { by }) {
      if (command.type === 'RegisterAccount') return;
      const { email } = admitTo(account, { as: command.as, by, adminEmail });
      const isChange = command.type === 'EditAccount' || command.type === 'EraseAccount';
      if (command.as === 'self' && isChange && isAddressOf(adminEmail, email)) throw protectedAccount();
    },
    decide(command, account) {
      if (command.type === 'RegisterAccount') {
        reserve(command.as, command.data.email);
        return registerAccount(command, account);
      }
      const found = present(account, 'account');
      switch (command.type) {
        case 'EditAccount':
          reserve(command.as, command.data.email);
          return editAccount(command, found.document);
        case 'AssignRole':
          return assignRole(command, found.document);
        case 'RevokeRole':
          return revokeRole(command, found.document);
        case 'ChangePassword':
          return changePassword(command, found);
        case 'OfferPasswordReset':
          return [{ type: 'PasswordResetOffered', data: {} }];
        case 'SignOutEverywhere':
          return [{ type: 'SignedOutEverywhere', data: {} }];
        case 'EraseAccount':
          return [{ type: 'AccountErased', data: {} }];
        default:
          return assertNever(command);
      }
    },
    presence: (account) => account,
    occurredAt: () => null,
    claims: (account) => (account.kind === 'present' ? [emailClaim(account.document.email)] : []),
  };
};
