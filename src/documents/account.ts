import { assertNever } from '../errors.ts';
import type { AccountEvent } from '../events/account.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, CredentialId, Instant } from '../events/ids.ts';
import { defaultRole, type Role } from '../events/values.ts';

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

/** An account that stands, with what signing in goes by. */
export type PresentAccount = Readonly<{
  kind: 'present';
  account: AccountDocument;
  /** Which of the kept password hashes counts. */
  credentialId: CredentialId;
  /** The revision by which everybody was signed out last: older sign-ins are over. */
  signedOutAt: number;
}>;

/** An account before its first event (`absent`), while it stands, and once the person is forgotten. */
export type AccountFold = Readonly<{ kind: 'absent' }> | PresentAccount | Readonly<{ kind: 'erased' }>;

export const absentAccount: AccountFold = { kind: 'absent' };

const roleNames: Readonly<Record<Role, string>> = {
  superuser: 'Superuser',
  'fitness-trainer': 'Fitness Trainer',
  'application-access': 'Application Access',
};

/** Folds one fact into the account. */
export function foldAccount(fold: AccountFold, fact: StreamEvent<AccountEvent>): AccountFold {
  const { type, data, metadata, revision } = fact;
  // A claim may lapse before the account is there, and after it is gone.
  if (type === 'ClaimLapsed') return fold;
  if (type === 'AccountRegistered') {
    const { accountId, isActive, isSuperuser, role, credentialId, personal } = data;
    const at = metadata.receivedAt;
    const account = {
      id: accountId,
      name: personal.name,
      email: personal.email,
      isActive,
      isSuperuser,
      roleName: roleNames[role],
      roleSlug: role,
      createdAt: at,
      updatedAt: at,
    };
    return { kind: 'present', account, credentialId, signedOutAt: revision };
  }
  if (fold.kind !== 'present') throw new Error(`${type} of an account that is ${fold.kind}`);
  const changed = (part: Partial<AccountDocument>): PresentAccount => ({
    ...fold,
    account: { ...fold.account, ...part, updatedAt: metadata.receivedAt },
  });
  switch (type) {
    case 'AccountRenamed':
      return changed({ name: data.personal.name });
    case 'EmailChanged':
      return changed({ email: data.personal.email });
    case 'AccountDeactivated':
      return { ...changed({ isActive: false }), signedOutAt: revision };
    case 'AccountReactivated':
      return changed({ isActive: true });
    case 'SuperuserGranted':
      return changed({ isSuperuser: true });
    case 'SuperuserRevoked':
      return changed({ isSuperuser: false });
    case 'RoleAssigned':
      return changed({ roleSlug: data.role, roleName: roleNames[data.role] });
    case 'RoleRevoked':
      return changed({ roleSlug: defaultRole, roleName: roleNames[defaultRole] });
    case 'PasswordChanged':
      return { ...changed({}), credentialId: data.credentialId, signedOutAt: revision };
    case 'PasswordResetOffered':
      return fold;
    case 'SignedOutEverywhere':
      return { ...fold, signedOutAt: revision };
    case 'AccountErased':
      return { kind: 'erased' };
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
