import { type ProfileDocument, type ProfilePresence, usualProfile } from '../../documents/profile.ts';
import type { AccountId } from '../../events/ids.ts';

/** The profile of an account. Before its first change it has the defaults. */
export const profileOf = (state: ProfilePresence, account: AccountId): ProfileDocument =>
  state.kind === 'present' ? state.document : usualProfile(account);
