import { randomUUID } from 'node:crypto';
import type { AccountId, AuthSessionId } from '../../../src/events/ids.ts';
import type { AuthSessions, Issued } from '../../../src/ports/auth-sessions.ts';

/** Sign-ins in memory, without grace; who stands by them is asked by the token's `jti`. */
export function inMemoryFamilies(issuedAt: () => number): AuthSessions & { isStanding: (tokenId: string) => boolean } {
  const families = new Map<
    AuthSessionId,
    { issued: Issued; access: Set<string>; userAgent: string | null; isOver: boolean }
  >();
  const issue = (family: AuthSessionId, account: AccountId, generation: number, userAgent: string | null): Issued => {
    const issued = {
      ...{ family, account, generation, accessId: randomUUID(), refreshId: randomUUID() },
      issuedAt: issuedAt(),
    };
    const access = families.get(family)?.access ?? new Set();
    families.set(family, { issued, access: access.add(issued.accessId), userAgent, isOver: false });
    return issued;
  };
  return {
    open: async (account, generation, userAgent) =>
      issue(randomUUID() as AuthSessionId, account, generation, userAgent),
    async rotate({ account, family, tokenId }, generation) {
      const known = families.get(family);
      if (known?.issued.account !== account || known.isOver || known.issued.generation < generation) return null;
      if (known.issued.refreshId === tokenId) return issue(family, account, known.issued.generation, known.userAgent);
      families.set(family, { ...known, isOver: true });
      return null;
    },
    async end(account, family) {
      const known = families.get(family);
      if (known?.issued.account !== account) return false;
      families.set(family, { ...known, isOver: true });
      return true;
    },
    list: async (account, generation) =>
      [...families].flatMap(([id, { issued, userAgent, isOver }]) =>
        issued.account === account && !isOver && issued.generation >= generation
          ? [{ id, userAgent, createdAt: '2026-03-01T12:00:00.000000Z', lastUsedAt: '2026-03-01T12:00:00.000000Z' }]
          : [],
      ),
    async forget(account) {
      for (const [id, { issued }] of families) if (issued.account === account) families.delete(id);
    },
    isStanding: (tokenId) => [...families.values()].some(({ access, isOver }) => !isOver && access.has(tokenId)),
  };
}
