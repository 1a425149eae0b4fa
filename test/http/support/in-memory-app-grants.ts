import { randomUUID } from 'node:crypto';
import type { AccountId, AppGrantId, Instant } from '../../../src/events/ids.ts';
import type { Scope } from '../../../src/events/token-values.ts';
import { newBearer } from '../../../src/infra/access/bearer-text.ts';
import type { AppGrant, AppGrants, GrantHolder } from '../../../src/ports/app-grants.ts';

type Stored = AppGrant & GrantHolder & Readonly<{ text: string; resource: string; isEnded: boolean }>;

export type InMemoryAppGrants = AppGrants &
  Readonly<{
    /** Grants an app these scopes, and returns the text of its access token. */
    grant: (
      holder: GrantHolder,
      scopes: readonly Scope[],
      resource: string,
    ) => Readonly<{ id: AppGrantId; text: string }>;
    /** The grant of the access token with this text; null when there is none, or when it has ended. */
    find: (text: string) => Stored | null;
  }>;

/** Creates the grants of apps in memory. */
export function createInMemoryAppGrants(clock: () => Instant): InMemoryAppGrants {
  const grants = new Map<AppGrantId, Stored>();
  const shown = ({ account: _, generation: _1, text: _2, resource: _3, isEnded: _4, ...grant }: Stored): AppGrant =>
    grant;
  return {
    grant(holder, scopes, resource) {
      const id = randomUUID() as AppGrantId;
      const text = newBearer('app', holder.account);
      const times = { createdAt: clock(), expiresAt: '2027-03-02T12:00:00.000000Z', lastUsedAt: null };
      const app = { appName: 'Bar Path', clientId: 'https://barpath.example/client.json' };
      grants.set(id, { id, ...app, scopes, ...times, ...holder, text, resource, isEnded: false });
      return { id, text };
    },
    list: async (account, generation) =>
      [...grants.values()]
        .filter((grant) => grant.account === account && grant.generation >= generation && !grant.isEnded)
        .map(shown)
        .toReversed(),
    async end(account: AccountId, id) {
      const found = grants.get(id);
      if (found?.account !== account) return false;
      grants.set(id, { ...found, isEnded: true });
      return true;
    },
    async forget(account) {
      for (const [id, grant] of grants) if (grant.account === account) grants.delete(id);
    },
    has: async (account, id) => grants.get(id)?.account === account,
    async appNames(ids) {
      const named = ids.map((id) => [id, grants.get(id as AppGrantId)?.appName] as const);
      return new Map(named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
    },
    find: (text) => [...grants.values()].find((grant) => grant.text === text && !grant.isEnded) ?? null,
  };
}
