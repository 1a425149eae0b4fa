import type { PresentAccount } from '../../documents/account.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { CredentialId } from '../../events/ids.ts';

/** The new password is kept under `credentialId` already; the event makes it the one that counts, and signs everybody out. */
export type ChangePassword = Readonly<{ type: 'ChangePassword'; data: Readonly<{ credentialId: CredentialId }> }>;

export const changePassword = ({ data: { credentialId } }: ChangePassword, account: PresentAccount): AccountEvent[] =>
  account.credentialId === credentialId ? [] : [{ type: 'PasswordChanged', data: { credentialId } }];
