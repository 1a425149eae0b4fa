import type { AccountId } from '../../events/ids.ts';
import type { DataReader } from '../../ports/data-reads.ts';
import { type Caller, sessionOf } from '../guards.ts';

/** The caller as a reader of data, for the access log. */
export const readerOf = (caller: Caller, capacity: DataReader['capacity']): DataReader => ({
  id: caller.account.id,
  capacity,
  via: 'http',
  session: sessionOf(caller),
});

/** The caller as a reader of its own history. */
export const ownReader = (caller: Caller): Readonly<{ reader: DataReader; athlete: AccountId }> => ({
  reader: readerOf(caller, 'self'),
  athlete: caller.account.id,
});
