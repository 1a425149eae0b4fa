import type { AccountEvent } from '../../events/account.ts';
import type { NoData } from '../../events/event.ts';

/** Ends all auth sessions of the account. */
export type SignOutEverywhere = Readonly<{ type: 'SignOutEverywhere'; data: NoData }>;

export const signOutEverywhere = (): AccountEvent[] => [{ type: 'SignedOutEverywhere', data: {} }];
