import type { ClaimLapsed } from './claim.ts';
import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, CredentialId } from './ids.ts';
import type { Role } from './values.ts';

/** Events of one account. They never contain passwords, hashes or tokens. The actor is in the metadata. */
export type AccountEvent =
  | AccountRegistered
  | Event<'AccountRenamed', { personal: { name: string | null } }>
  | Event<'EmailChanged', { personal: { email: string } }>
  | Event<'AccountDeactivated', NoData>
  | Event<'AccountReactivated', NoData>
  | Event<'SuperuserGranted', NoData>
  | Event<'SuperuserRevoked', NoData>
  | Event<'RoleAssigned', { role: Role }>
  /** The account has the default role again. */
  | Event<'RoleRevoked', { role: Role }>
  /** The password stored under this id is the valid one from now on. */
  | Event<'PasswordChanged', { credentialId: CredentialId }>
  | Event<'PasswordResetOffered', NoData>
  | Event<'SignedOutEverywhere', NoData>
  | AccountErased
  | ClaimLapsed;

/** The first password is the one stored under `credentialId`. */
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

/** The data key of the account is destroyed. Only `ClaimLapsed` may follow. */
export type AccountErased = Event<'AccountErased', NoData>;

export const accountEvents: EventTypes<AccountEvent> = {
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
  upcasters: {
    // In schema 1 the id of the first password was the id of the account.
    AccountRegistered: { 1: (data) => ({ ...data, credentialId: (data as { accountId: string }).accountId }) },
  },
};
