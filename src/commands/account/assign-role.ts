import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import { type Role, roles } from '../../events/values.ts';
import { checkOneOf } from '../checks.ts';
import { checkActive, type PresentAccount } from './state.ts';

/** Gives the account a role. An account has exactly one role, so the new role replaces the old one. */
export type AssignRole = Readonly<{ type: 'AssignRole'; data: Readonly<{ role: Role }> }>;

export function assignRole({ data: { role } }: AssignRole, { document }: PresentAccount): AccountEvent[] {
  checkActive(document);
  checkOneOf('role', role, roles);
  if (document.roleSlug === role) throw new DomainError('role-held', 'The account already has this role.');
  return [{ type: 'RoleAssigned', data: { role } }];
}
