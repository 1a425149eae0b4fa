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

/** The stream of an account, and its last revision. */
type Decoy = Readonly<{ stream: string; revision: number }>;
/** A stream that no account has. */
const noDecoy: Decoy = {
  stream: streamOf('account', '00000000-0000-0000-0000-000000000000'),
  revision: Number.POSITIVE_INFINITY,
};

/**
 * Creates `FindAccount`. When no account has the address, it reads a decoy, an account that it has found before, and
 * drops it. The time until the answer then does not tell whether there is an account: reading, checking and decrypting
 * events takes longer than finding none. The decoy has few events, so that no one can make it slow.
 */
export const createFindAccount = ({ store, claims }: Ports): FindAccount => {
  const readAccount = createReadAccount(store);
  let decoy = noDecoy;
  return async (email) => {
    // No account has an invalid address. The claim of an empty text is read instead of it, so that the work is the same.
    const claim = emailClaim(parseEmail(email) ?? '');
    const holder = await claims.holder(claim);
    const stream = holder ?? decoy.stream;
    const { fold, revision } = await readAccount(parseStream(stream).id as AccountId);
    if (holder === null) {
      if (fold.kind !== 'present') decoy = noDecoy;
      return null;
    }
    // The account of an unconfirmed claim may not exist, or may have another address by now, so its own address
    // decides.
    if (fold.kind !== 'present' || emailClaim(fold.document.email).key !== claim.key) return null;
    if (revision <= decoy.revision) decoy = { stream, revision };
    return fold;
  };
};
