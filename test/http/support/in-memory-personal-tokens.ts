import { randomUUID } from 'node:crypto';
import type { AccountId, Instant, PersonalTokenId } from '../../../src/events/ids.ts';
import { maxPersonalTokens } from '../../../src/events/token-values.ts';
import { newBearer } from '../../../src/infra/access/bearer-text.ts';
import type { PersonalToken, PersonalTokens } from '../../../src/ports/personal-tokens.ts';

type Stored = PersonalToken & Readonly<{ account: AccountId; generation: number; isRevoked: boolean }>;

export type InMemoryPersonalTokens = PersonalTokens &
  Readonly<{
    /** The token with this text; null when there is none, or when it was revoked or has expired. */
    find: (text: string) => Stored | null;
  }>;

/** Creates personal access tokens in memory. */
export function createInMemoryPersonalTokens(clock: () => Instant): InMemoryPersonalTokens {
  const tokens = new Map<string, Stored>();
  const isValid = ({ isRevoked, expiresAt }: Stored) => !isRevoked && expiresAt > clock();
  const validOf = (account: AccountId, generation: number) =>
    [...tokens.values()].filter(
      (token) => token.account === account && token.generation >= generation && isValid(token),
    );
  const shown = ({ account: _, generation: _generation, isRevoked: _isRevoked, ...token }: Stored): PersonalToken =>
    token;
  return {
    async create(account, generation, token) {
      if (validOf(account, generation).length >= maxPersonalTokens) return null;
      const id = randomUUID() as PersonalTokenId;
      const stored = { id, ...token, createdAt: clock(), lastUsedAt: null, account, generation, isRevoked: false };
      const text = newBearer('personal', account);
      tokens.set(text, stored);
      return { stored: shown(stored), text };
    },
    list: async (account, generation) => validOf(account, generation).map(shown).toReversed(),
    async revoke(account, id) {
      const found = [...tokens].find(([, token]) => token.id === id && token.account === account);
      if (!found || found[1].expiresAt <= clock()) return false;
      tokens.set(found[0], { ...found[1], isRevoked: true });
      return true;
    },
    async forget(account) {
      for (const [text, token] of tokens) if (token.account === account) tokens.delete(text);
    },
    find(text) {
      const found = tokens.get(text);
      return found && isValid(found) ? found : null;
    },
  };
}
