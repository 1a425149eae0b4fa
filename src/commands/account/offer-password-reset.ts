import type { AccountEvent } from '../../events/account.ts';
import type { NoData } from '../../events/event.ts';

/** Records that a one-time token, with which the account can set a new password, was made. */
export type OfferPasswordReset = Readonly<{ type: 'OfferPasswordReset'; data: NoData }>;

export const offerPasswordReset = (): AccountEvent[] => [{ type: 'PasswordResetOffered', data: {} }];
