import type { AccountId } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import type { Policy } from './policy.ts';

/** Lists erased accounts outside the log and the database. */
export type ListErased = (account: AccountId) => Promise<void>;

/** Whenever an account is erased, lists it where a restore of an older backup finds it. */
export const listErasedAccounts = (listErased: ListErased): Policy => ({
  name: 'list-erased-accounts',
  whenever: new Set(['AccountErased']),
  minAgeMs: 0,
  act: ({ stream }) => listErased(parseStream(stream).id as AccountId),
});
