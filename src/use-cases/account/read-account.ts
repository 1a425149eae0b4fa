import { type Account, absentAccount, foldAccount } from '../../commands/account/state.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** An account folded from its stream. `revision` is -1 when the stream has no events. */
type AccountAtRevision = Readonly<{ fold: Account; revision: number }>;
export type ReadAccount = (id: AccountId) => Promise<AccountAtRevision>;

/** Reads an account from its stream. */
export const createReadAccount =
  (store: EventStore): ReadAccount =>
  async (id) => {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    return { fold: events.reduce<Account>(foldAccount, absentAccount), revision: events.length - 1 };
  };
