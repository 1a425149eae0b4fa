import type { AccountEvent } from '../../events/account.ts';
import type { NoData } from '../../events/event.ts';

/** Erases the account for ever; its personal data becomes unreadable. */
export type EraseAccount = Readonly<{ type: 'EraseAccount'; data: NoData }>;

export const eraseAccount = (): AccountEvent[] => [{ type: 'AccountErased', data: {} }];
