import type { Event } from './event.ts';
import type { AccountId, CredentialId } from './ids.ts';
import type { Role } from './values.ts';

/** Facts of one account. Passwords, hashes and tokens never are; who acted stands in the metadata. */
export type AccountEvent =
  | AccountRegistered
  | Event<'AccountRenamed', { personal: { name: string | null } }>
  | Event<'EmailChanged', { personal: { email: string } }>
  | Event<'AccountDeactivated', Record<never, never>>
  | Event<'AccountReactivated', Record<never, never>>
  | Event<'SuperuserGranted', Record<never, never>>
  | Event<'SuperuserRevoked', Record<never, never>>
  | Event<'RoleAssigned', { role: Role }>
  /** The account is back in the default role. */
  | Event<'RoleRevoked', { role: Role }>
  /** From now on the password is the one kept under this id. */
  | Event<'PasswordChanged', { credentialId: CredentialId }>
  | Event<'PasswordResetOffered', Record<never, never>>
  | Event<'SignedOutEverywhere', Record<never, never>>
  /** The person is forgotten: the account's key is destroyed, and nothing more happens to its history. */
  | AccountErased
  | ClaimLapsed;

/** The first password is the one kept under `credentialId`. */
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

export type AccountErased = Event<'AccountErased', Record<never, never>>;

/** Somebody else took a name this stream had reserved but never used; a stalled writer has to claim again. */
export type ClaimLapsed = Event<'ClaimLapsed', { scope: string; key: string }>;
