import type { AccountDocument } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { Role } from '../../events/values.ts';
import { defaultRole } from '../../events/values.ts';

/** An account has one role; assigning another replaces it. */
export type AssignRole = Readonly<{ type: 'AssignRole'; data: Readonly<{ role: Role }> }>;

export function assignRole({ data: { role } }: AssignRole, account: AccountDocument): AccountEvent[] {
  mustBeActive(account);
  if (account.roleSlug === role) throw new DomainError('role-held', 'The account has this role already.');
  return [{ type: 'RoleAssigned', data: { role } }];
}

/** Leads back to the default role. */
export type RevokeRole = Readonly<{ type: 'RevokeRole'; data: Readonly<{ role: Role }> }>;

export function revokeRole({ data: { role } }: RevokeRole, account: AccountDocument): AccountEvent[] {
  mustBeActive(account);
  if (account.roleSlug !== role || role === defaultRole) {
    throw new DomainError('role-not-held', 'The account does not have this role.');
  }
  return [{ type: 'RoleRevoked', data: { role } }];
}

function mustBeActive({ isActive }: AccountDocument): void {
  if (!isActive) throw new DomainError('account-inactive', 'The account is inactive.');
}
