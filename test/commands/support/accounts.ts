import type { ActingAs } from '../../../src/commands/account/admission.ts';
import { type AccountAct, createAccountDecider } from '../../../src/commands/account/decider.ts';
import type { RegisterAccount } from '../../../src/commands/account/register-account.ts';
import type { AccountEvent, AccountRegistered } from '../../../src/events/account.ts';
import type { CredentialId } from '../../../src/events/ids.ts';
import type { Role } from '../../../src/events/values.ts';
import { athlete, firstCredentialId, specificationOf } from '../../support/specification.ts';

export const account = createAccountDecider({ adminEmail: 'System.Admin@example.com' });
export const given = specificationOf(account);

export const registeredAs = (email: string, part: Partial<AccountRegistered['data']> = {}): AccountRegistered => ({
  type: 'AccountRegistered',
  data: {
    ...{ accountId: athlete, isActive: true, isSuperuser: false, role: 'application-access' },
    credentialId: firstCredentialId,
    personal: { email, name: 'Ada' },
    ...part,
  },
});
export const registered = registeredAs('ada@example.com');
export const admin = registeredAs('system.ADMIN@example.com', { isSuperuser: true });
export const erased: AccountEvent = { type: 'AccountErased', data: {} };
export const deactivated: AccountEvent = { type: 'AccountDeactivated', data: {} };
export const lapsed: AccountEvent = { type: 'ClaimLapsed', data: { scope: 'email', key: 'digest' } };
export const assigned = (role: Role): AccountEvent => ({ type: 'RoleAssigned', data: { role } });
export const newCredentialId = '01900000-0000-7000-8000-000000000031' as CredentialId;

/** A command on an existing account, without the field `as`, the right with which its sender acts. */
export type Act = AccountAct extends infer Each ? (Each extends AccountAct ? Omit<Each, 'as'> : never) : never;
export const acting = (as: ActingAs, act: Act): AccountAct => ({ ...act, as }) as AccountAct;
export const edit = (data: Extract<AccountAct, { type: 'EditAccount' }>['data'], as: ActingAs = 'superuser') =>
  acting(as, { type: 'EditAccount', data });
export const assign = (role: Role, as: ActingAs = 'superuser') => acting(as, { type: 'AssignRole', data: { role } });
export const revoke = (role: Role, as: ActingAs = 'superuser') => acting(as, { type: 'RevokeRole', data: { role } });
export const register = (part: Partial<RegisterAccount['data']> = {}, as: ActingAs = 'self') => ({
  type: 'RegisterAccount' as const,
  as,
  data: {
    ...{ accountId: athlete, email: 'ada@example.com', name: 'Ada', isActive: true, isSuperuser: false },
    ...{ role: 'application-access' as const, credentialId: firstCredentialId, ...part },
  },
});
