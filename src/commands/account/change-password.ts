import type { AccountEvent } from '../../events/account.ts';
import type { CredentialId } from '../../events/ids.ts';
import type { PresentAccount } from './state.ts';

/**
 * Makes the new password valid and ends all auth sessions. The password's hash is stored under `credentialId` before
 * the command is sent.
 */
export type ChangePassword = Readonly<{ type: 'ChangePassword'; data: Readonly<{ credentialId: CredentialId }> }>;

export const changePassword = ({ data: { credentialId } }: ChangePassword, account: PresentAccount): AccountEvent[] =>
  account.credentialId === credentialId ? [] : [{ type: 'PasswordChanged', data: { credentialId } }];
