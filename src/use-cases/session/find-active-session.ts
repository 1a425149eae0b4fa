import { activeClaim } from '../../commands/session/state.ts';
import type { AccountId, SessionId } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';

/**
 * Finds the session that an account has started live and not ended. The claim is taken before the session is in the log,
 * and released after its end, so the caller must check what the session is.
 */
export type FindActiveSession = (owner: AccountId) => Promise<SessionId | null>;

export const createFindActiveSession =
  ({ claims }: Readonly<{ claims: UniquenessClaims }>): FindActiveSession =>
  async (owner) => {
    const holder = await claims.holder(activeClaim(owner));
    return holder === null ? null : (parseStream(holder).id as SessionId);
  };
