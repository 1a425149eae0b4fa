import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import { defaultRole, type Role } from '../../events/values.ts';
import { checkActive, type PresentAccount } from './state.ts';

/** Takes the role away from the account, which then has the default role again. */
export type RevokeRole = Readonly<{ type: 'RevokeRole'; data: Readonly<{ role: Role }> }>;

export function revokeRole({ data: { role } }: RevokeRole, { document }: PresentAccount): AccountEvent[] {
  checkActive(document);
  if (document.roleSlug !== role || role === defaultRole) {
    throw new DomainError('role-not-held', 'The account does not have this role.');
  }
  return [{ type: 'RoleRevoked', data: { role } }];
}
