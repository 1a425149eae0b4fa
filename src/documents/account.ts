import { assertNever } from '../errors.ts';
import type { AccountEvent } from '../events/account.ts';
import type { Fact, Role } from '../events/event.ts';
import type { AccountId, Instant } from '../events/ids.ts';

/** An account as superusers see it. */
export type AccountDocument = Readonly<{
  id: AccountId;
  name: string | null;
  email: string;
  isActive: boolean;
  isSuperuser: boolean;
  roleName: string;
  roleSlug: Role;
  createdAt: Instant;
  updatedAt: Instant;
}>;

/** An account as its owner sees it. */
export type SelfDocument = Omit<AccountDocument, 'roleName' | 'createdAt' | 'updatedAt'>;

const roleNames: Readonly<Record<Role, string>> = {
  superuser: 'Superuser',
  'fitness-trainer': 'Fitness Trainer',
  'application-access': 'Application Access',
};

/** Folds one fact into the account's document; null before its registration. */
export function foldAccount(
  account: AccountDocument | null,
  { type, data, metadata }: Fact<AccountEvent>,
): AccountDocument | null {
  switch (type) {
    case 'AccountRegistered':
      return {
        id: data.accountId,
        name: data.personal.name,
        email: data.personal.email,
        isActive: data.isActive,
        isSuperuser: data.isSuperuser,
        roleName: roleNames[data.role],
        roleSlug: data.role,
        createdAt: metadata.receivedAt,
        updatedAt: metadata.receivedAt,
      };
    case 'ClaimLapsed':
      return account;
    default:
      return assertNever(type);
  }
}

export const selfOf = ({ id, name, email, isActive, isSuperuser, roleSlug }: AccountDocument): SelfDocument => ({
  id,
  name,
  email,
  isActive,
  isSuperuser,
  roleSlug,
});
