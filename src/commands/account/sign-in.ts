import { type AccountDocument, foldAccount } from '../../documents/account.ts';
import type { AccountEvent } from '../../events/account.ts';
import { idOf, type RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { emailClaim } from './decider.ts';

type Ports = Readonly<{ store: EventStore; claims: Claims; credentials: Credentials }>;
type Folded = Readonly<{ revision: number; account: AccountDocument }>;

/** The account as its stream tells it, with the stream's revision; null where it was never registered. */
export const foldAccountFrom =
  (store: EventStore) =>
  async (id: string): Promise<Folded | null> => {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    const account = events.reduce<AccountDocument | null>(foldAccount, null);
    return account && { account, revision: events.length - 1 };
  };

/** The account that holds an e-mail address, in whatever case it is written. */
export const findAccountIn =
  ({ store, claims }: Pick<Ports, 'store' | 'claims'>) =>
  async (email: string): Promise<AccountDocument | null> => {
    const holder = await claims.holder(emailClaim(email.trim()));
    const folded = holder && (await foldAccountFrom(store)(idOf(holder)));
    // An unconfirmed claim may be of an account that never came to be, or goes by another address now.
    return folded && folded.account.email.toLowerCase() === email.trim().toLowerCase() ? folded.account : null;
  };

/** The account, for its right password; one and the same null for an unknown address, a wrong password, an inactive account. */
export const signInWith = (ports: Ports) => {
  const find = findAccountIn(ports);
  return async (email: string, password: string): Promise<AccountDocument | null> => {
    const account = await find(email);
    const verified = await ports.credentials.verify((account?.id ?? null) as AccountId | null, password);
    return verified && account?.isActive ? account : null;
  };
};
