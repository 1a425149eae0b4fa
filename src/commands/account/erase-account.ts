import type { AccountEvent } from '../../events/account.ts';
import type { NoData } from '../../events/event.ts';

/** Ends the account for ever. */
export type EraseAccount = Readonly<{ type: 'EraseAccount'; data: NoData }>;

export const eraseAccount = (): AccountEvent[] => [{ type: 'AccountErased', data: {} }];
