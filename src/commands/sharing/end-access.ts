import type { Sharing } from '../../documents/sharing.ts';
import type { AccountId } from '../../events/ids.ts';
import type { SharingEvent } from '../../events/sharing.ts';

/** Ends the grant of an account. The account itself may send it too. */
export type EndAccess = Readonly<{ type: 'EndAccess'; data: Readonly<{ accountId: AccountId }> }>;

export const endAccess = ({ data: { accountId } }: EndAccess, { grants }: Sharing): SharingEvent[] =>
  grants.some((each) => each.accountId === accountId) ? [{ type: 'AccessEnded', data: { accountId } }] : [];
