import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, CredentialId } from './ids.ts';
import type { Role } from './values.ts';

/**
 * Events of one account. They never contain passwords, password hashes or tokens. Their metadata says who caused them.
 */
export type AccountEvent =
  | AccountRegistered
  | Event<'AccountRenamed', { personal: { name: string | null } }>
  | Event<'EmailChanged', { personal: { email: string } }>
  | Event<'AccountDeactivated', NoData>
  | Event<'AccountReactivated', NoData>
  | Event<'SuperuserGranted', NoData>
  | Event<'SuperuserRevoked', NoData>
  | Event<'RoleAssigned', { role: Role }>
  /** The role was taken away; the account has the default role again. */
  | Event<'RoleRevoked', { role: Role }>
  /** The password stored under this credential id is the account's only valid one from now on. */
  | Event<'PasswordChanged', { credentialId: CredentialId }>
  | Event<'PasswordResetOffered', NoData>
  | Event<'SignedOutEverywhere', NoData>
  | AccountErased
  | ClaimLapsed;

/** The account was registered. Its first password is the one stored under `credentialId`. */
export type AccountRegistered = Event<
  'AccountRegistered',
  {
    accountId: AccountId;
    isActive: boolean;
    isSuperuser: boolean;
    role: Role;
    credentialId: CredentialId;
    personal: { email: string; name: string | null };
  }
>;

/** The account was erased: its data key is destroyed. No event but `ClaimLapsed` may follow in this stream. */
export type AccountErased = Event<'AccountErased', NoData>;

export const accountEvents = {
  name: 'account',
  feed: { deletions: false },
  schemas: {
    AccountRegistered: 2,
    AccountRenamed: 1,
    EmailChanged: 1,
    AccountDeactivated: 1,
    AccountReactivated: 1,
    SuperuserGranted: 1,
    SuperuserRevoked: 1,
    RoleAssigned: 1,
    RoleRevoked: 1,
    PasswordChanged: 1,
    PasswordResetOffered: 1,
    SignedOutEverywhere: 1,
    AccountErased: 1,
    ClaimLapsed: 1,
  },
  endings: ['AccountErased'],
  upcasters: {
    // AccountRegistered of schema 1 has no credential id: the first password was stored under the account's own id.
    AccountRegistered: { 1: (data) => ({ ...data, credentialId: (data as { accountId: string }).accountId }) },
  },
} as const satisfies EventTypes<AccountEvent>;
