import type { AccountEvent } from '../../events/account.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** Whether an account gave its email address itself. The service verifies no address, so anyone may have done that. */
export type IsAddressOwnClaim = (account: AccountId) => Promise<boolean>;

const addressEvents: ReadonlySet<string> = new Set<AccountEvent['type']>(['AccountRegistered', 'EmailChanged']);

export const createIsAddressOwnClaim =
  ({ store }: Readonly<{ store: EventStore }>): IsAddressOwnClaim =>
  async (account) => {
    const events = await store.read(streamOf('account', account));
    return events.findLast(({ type }) => addressEvents.has(type))?.metadata.actor.id === account;
  };
