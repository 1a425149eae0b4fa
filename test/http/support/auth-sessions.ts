import { randomUUID } from 'node:crypto';
import type { AccountId, AuthSessionId } from '../../../src/events/ids.ts';
import type { AuthSessions, IssuedTokens } from '../../../src/ports/auth-sessions.ts';

/** Sign-ins in memory, without grace; who stands by them is asked by the token's `jti`. */
export function inMemoryAuthSessions(
  issuedAt: () => number,
): AuthSessions & { isStanding: (tokenId: string) => boolean } {
  const authSessions = new Map<
    AuthSessionId,
    { issued: IssuedTokens; access: Set<string>; userAgent: string | null; isOver: boolean }
  >();
  const issue = (
    authSession: AuthSessionId,
    account: AccountId,
    generation: number,
    userAgent: string | null,
  ): IssuedTokens => {
    const issued = {
      ...{ authSession, account, generation, accessId: randomUUID(), refreshId: randomUUID() },
      issuedAt: issuedAt(),
    };
    const access = authSessions.get(authSession)?.access ?? new Set();
    authSessions.set(authSession, { issued, access: access.add(issued.accessId), userAgent, isOver: false });
    return issued;
  };
  return {
    open: async (account, generation, userAgent) =>
      issue(randomUUID() as AuthSessionId, account, generation, userAgent),
    async rotate({ account, authSession, tokenId }, generation) {
      const known = authSessions.get(authSession);
      if (known?.issued.account !== account || known.isOver || known.issued.generation < generation) return null;
      if (known.issued.refreshId === tokenId)
        return issue(authSession, account, known.issued.generation, known.userAgent);
      authSessions.set(authSession, { ...known, isOver: true });
      return null;
    },
    async end(account, authSession) {
      const known = authSessions.get(authSession);
      if (known?.issued.account !== account) return false;
      authSessions.set(authSession, { ...known, isOver: true });
      return true;
    },
    list: async (account, generation) =>
      [...authSessions].flatMap(([id, { issued, userAgent, isOver }]) =>
        issued.account === account && !isOver && issued.generation >= generation
          ? [{ id, userAgent, createdAt: '2026-03-01T12:00:00.000000Z', lastUsedAt: '2026-03-01T12:00:00.000000Z' }]
          : [],
      ),
    async forget(account) {
      for (const [id, { issued }] of authSessions) if (issued.account === account) authSessions.delete(id);
    },
    isStanding: (tokenId) => [...authSessions.values()].some(({ access, isOver }) => !isOver && access.has(tokenId)),
  };
}
