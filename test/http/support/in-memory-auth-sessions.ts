import { randomUUID } from 'node:crypto';
import type { AccountId, AuthSessionId } from '../../../src/events/ids.ts';
import type { AuthSessions, IssuedTokens } from '../../../src/ports/auth-sessions.ts';

type Session = Readonly<{
  issued: IssuedTokens;
  /** Ids of all access tokens that this auth session ever had. */
  accessIds: ReadonlySet<string>;
  userAgent: string | null;
  hasEnded: boolean;
}>;

export type InMemoryAuthSessions = AuthSessions &
  Readonly<{
    /** Whether the access token belongs to an auth session that has not ended. */
    isActive: (accessId: string) => boolean;
  }>;

const at = '2026-03-01T12:00:00.000000Z';

/**
 * Creates auth sessions in memory. A refresh token that is used a second time ends its auth session at once, without a
 * grace period.
 */
export function createInMemoryAuthSessions(issuedAt: () => number): InMemoryAuthSessions {
  const sessions = new Map<AuthSessionId, Session>();

  function issue(issuedTo: Pick<IssuedTokens, 'authSession' | 'account' | 'generation'>, userAgent: string | null) {
    const { authSession } = issuedTo;
    const issued = { ...issuedTo, accessId: randomUUID(), refreshId: randomUUID(), issuedAt: issuedAt() };
    const accessIds = new Set(sessions.get(authSession)?.accessIds).add(issued.accessId);
    sessions.set(authSession, { issued, accessIds, userAgent, hasEnded: false });
    return issued;
  }
  const sessionOf = (account: AccountId, id: AuthSessionId): Session | null => {
    const known = sessions.get(id);
    return known?.issued.account === account ? known : null;
  };

  return {
    open: async (account, generation, userAgent) =>
      issue({ authSession: randomUUID() as AuthSessionId, account, generation }, userAgent),
    async rotate({ account, authSession, tokenId }, generation) {
      const known = sessionOf(account, authSession);
      if (!known || known.hasEnded || known.issued.generation < generation) return null;
      if (known.issued.refreshId === tokenId) return issue(known.issued, known.userAgent);
      sessions.set(authSession, { ...known, hasEnded: true });
      return null;
    },
    async end(account, authSession) {
      const known = sessionOf(account, authSession);
      if (known) sessions.set(authSession, { ...known, hasEnded: true });
      return known !== null;
    },
    list: async (account, generation) =>
      [...sessions].flatMap(([id, { issued, userAgent, hasEnded }]) =>
        issued.account === account && !hasEnded && issued.generation >= generation
          ? [{ id, userAgent, createdAt: at, lastUsedAt: at }]
          : [],
      ),
    async forget(account) {
      for (const [id, { issued }] of sessions) if (issued.account === account) sessions.delete(id);
    },
    isActive: (accessId) => [...sessions.values()].some((each) => !each.hasEnded && each.accessIds.has(accessId)),
  };
}
