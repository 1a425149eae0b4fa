import { assertNever } from '../errors.ts';
import type { AccountEvent, AccountRegistered } from '../events/account.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, CredentialId, Instant } from '../events/ids.ts';
import { defaultRole, type Role } from '../events/values.ts';
import { absent, type Fold, gone, type Presence, type Present } from './presence.ts';

/** An account as superusers see it. `roleName` is the role's name for people, such as `Fitness Trainer`. */
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

/** An account as the account itself sees it. */
export type SelfDocument = Omit<AccountDocument, 'roleName' | 'createdAt' | 'updatedAt'>;

/** The part of an account's state on which sign-ins depend; clients do not see it. */
type SignInState = Readonly<{
  /** The id of the valid password hash. */
  credentialId: CredentialId;
  /**
   * The revision of the event that last ended all auth sessions. Auth sessions opened before that event are invalid.
   */
  signedOutAt: number;
}>;

export type PresentAccount = Present<AccountDocument, SignInState>;
export type AccountPresence = Presence<AccountDocument, SignInState>;

const roleNames: Readonly<Record<Role, string>> = {
  superuser: 'Superuser',
  'fitness-trainer': 'Fitness Trainer',
  'application-access': 'Application Access',
};

export const accountFold: Fold<AccountPresence, AccountEvent> = { initial: absent, evolve: foldAccount };

function foldAccount(account: AccountPresence, event: StreamEvent<AccountEvent>): AccountPresence {
  const { type, data, metadata, revision } = event;
  // A uniqueness claim may lapse before the account is registered or after it is erased, so the event does not need an
  // account.
  if (type === 'ClaimLapsed') return account;
  if (type === 'AccountRegistered') return registered(event);
  if (account.kind !== 'present') throw new Error(`${type} of an account that is ${account.kind}`);
  const changed = (part: Partial<AccountDocument>): PresentAccount => ({
    ...account,
    document: { ...account.document, ...part, updatedAt: metadata.receivedAt },
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
      return account;
    case 'SignedOutEverywhere':
      return { ...account, signedOutAt: revision };
    case 'AccountErased':
      return gone;
    default:
      return assertNever(type);
  }
}

function registered({ data, metadata, revision }: StreamEvent<AccountRegistered>): PresentAccount {
  const { accountId, isActive, isSuperuser, role, credentialId, personal } = data;
  const document = {
    id: accountId,
    name: personal.name,
    email: personal.email,
    isActive,
    isSuperuser,
    roleName: roleNames[role],
    roleSlug: role,
    createdAt: metadata.receivedAt,
    updatedAt: metadata.receivedAt,
  };
  return { kind: 'present', document, credentialId, signedOutAt: revision };
}

export const selfOf = ({ id, name, email, isActive, isSuperuser, roleSlug }: AccountDocument): SelfDocument => ({
  id,
  name,
  email,
  isActive,
  isSuperuser,
  roleSlug,
});
