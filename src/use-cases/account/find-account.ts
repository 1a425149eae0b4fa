import { parseEmail } from '../../commands/account/email.ts';
import { emailClaim } from '../../commands/account/state.ts';
import type { PresentAccount } from '../../documents/account.ts';
import type { AccountId } from '../../events/ids.ts';
import { parseStream, streamOf } from '../../events/streams.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { createReadAccount } from './read-account.ts';

type Ports = Readonly<{ store: EventStore; claims: UniquenessClaims }>;

/**
 * Finds the account with an email address, in whatever case or spelling it is written; null when no account has the
 * address.
 */
export type FindAccount = (email: string) => Promise<PresentAccount | null>;

/**
 * The stream that is read when no account has the address, so that the answer needs the same time as for an existing
 * account.
 */
const absentStream = streamOf('account', '00000000-0000-0000-0000-000000000000');

export const createFindAccount = ({ store, claims }: Ports): FindAccount => {
  const readAccount = createReadAccount(store);
  return async (email) => {
    // No account has an invalid address. The claim of an empty text is read instead of it, so that the work is the same.
    const claim = emailClaim(parseEmail(email) ?? '');
    const holder = (await claims.holder(claim)) ?? absentStream;
    const { fold } = await readAccount(parseStream(holder).id as AccountId);
    // The account of an unconfirmed claim may not exist, or may have another address by now, so its own address
    // decides.
    return fold.kind === 'present' && emailClaim(fold.document.email).key === claim.key ? fold : null;
  };
};
