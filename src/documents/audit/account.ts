import { assertNever } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { StreamEvent } from '../../events/event.ts';
import { type AccountDocument, type AccountPresence, accountFold } from '../account.ts';
import type { Around, Audit } from './audit.ts';
import { aboutChange, aboutLapse, differencesOf, type Part, quoted } from './words.ts';

/** How the history of an account is told. */
export const accountAudit: Audit<AccountEvent, AccountDocument, AccountPresence> = {
  fold: accountFold,
  sentence,
  differences: (before, after) => differencesOf('Account', [...Object.values(parts)], before, after),
};

const yes = (value: boolean): string => (value ? 'yes' : 'no');

const parts = {
  name: ['name', ({ name }) => quoted(name)],
  email: ['email address', ({ email }) => email],
  active: ['active', ({ isActive }) => yes(isActive)],
  superuser: ['superuser', ({ isSuperuser }) => yes(isSuperuser)],
  role: ['role', ({ roleName }) => roleName],
} as const satisfies Readonly<Record<string, Part<AccountDocument>>>;

function sentence(event: StreamEvent<AccountEvent>, { before, after }: Around<AccountDocument>): string {
  const changed = (part: Part<AccountDocument>) => aboutChange('Account', [part], before, after);
  switch (event.type) {
    case 'AccountRegistered':
      return 'Account registered';
    case 'AccountRenamed':
      return changed(parts.name);
    case 'EmailChanged':
      return changed(parts.email);
    case 'AccountDeactivated':
      return 'Account deactivated, and signed out everywhere';
    case 'AccountReactivated':
      return 'Account active again';
    case 'SuperuserGranted':
    case 'SuperuserRevoked':
      return changed(parts.superuser);
    case 'RoleAssigned':
    case 'RoleRevoked':
      return changed(parts.role);
    case 'PasswordChanged':
      return 'Password changed, and signed out everywhere';
    case 'PasswordResetOffered':
      return 'Reset of the password offered';
    case 'SignedOutEverywhere':
      return 'Signed out everywhere';
    case 'AccountErased':
      return 'Account erased';
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}
