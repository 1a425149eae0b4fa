import type { AccountEvent } from '../../events/account.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { PresentAccount } from './state.ts';

/** The new password is stored under `credentialId` already. The event makes it valid and ends all auth sessions. */
export type ChangePassword = Readonly<{ type: 'ChangePassword'; data: Readonly<{ credentialId: CredentialId }> }>;

export const changePassword = ({ data: { credentialId } }: ChangePassword, account: PresentAccount): AccountEvent[] =>
  account.credentialId === credentialId ? [] : [{ type: 'PasswordChanged', data: { credentialId } }];
