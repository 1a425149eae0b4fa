import { emailClaim } from '../../commands/account/decider.ts';
import { parseEmail } from '../../commands/account/email.ts';
import { type Account, absentAccount, foldAccount } from '../../commands/account/state.ts';
import type { AccountEvent } from '../../events/account.ts';
import { idOf, type RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { EventStore } from '../../ports/event-store.ts';

type Folded = Readonly<{ revision: number; fold: Account }>;

/** The account as its stream tells it, with the stream's revision; -1 where there is none. */
export const createFoldAccount =
  (store: EventStore) =>
  async (id: AccountId): Promise<Folded> => {
    const events = (await store.read(`account-${id}`)) as readonly RecordedEvent<AccountEvent>[];
    return { fold: events.reduce<Account>(foldAccount, absentAccount), revision: events.length - 1 };
  };

const nobody = '00000000-0000-0000-0000-000000000000';

/** The account that holds an e-mail address, in whatever case or spelling it is written. */
export const createFindAccount =
  ({ store, claims }: Readonly<{ store: EventStore; claims: UniquenessClaims }>) =>
  async (email: string) => {
    const claim = emailClaim(parseEmail(email) ?? email.trim());
    // Looked for also where nobody holds it, so that the answer takes as long.
    const holder = (await claims.holder(claim)) ?? `account-${nobody}`;
    const { fold } = await createFoldAccount(store)(idOf(holder) as AccountId);
    // An unconfirmed claim may be of an account that never came to be, or goes by another address now.
    return fold.kind === 'present' && emailClaim(fold.account.email).key === claim.key ? fold : null;
  };
export type FindAccount = ReturnType<typeof createFindAccount>;
