import { type AccountPresence, accountFold } from '../../documents/account.ts';
import { replay } from '../../documents/presence.ts';
import type { AccountId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { EventStore } from '../../ports/event-store.ts';

/** An account folded from its stream, with the revision of its last event; -1 when the stream has no events. */
type AccountAtRevision = Readonly<{ fold: AccountPresence; revision: number }>;
export type ReadAccount = (id: AccountId) => Promise<AccountAtRevision>;

/** Reads an account from its stream. */
export const createReadAccount =
  (store: EventStore): ReadAccount =>
  async (id) => {
    const events = await store.read(streamOf('account', id));
    return { fold: replay(accountFold, events), revision: events.length - 1 };
  };
