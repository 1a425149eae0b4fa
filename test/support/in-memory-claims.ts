import type { Claim, CompetingClaim, UniquenessClaims } from '../../src/ports/claims.ts';

/** Uniqueness claims in memory, with the same rules as the Postgres table. */
export function memoryClaims(): UniquenessClaims {
  const rows = new Map<string, CompetingClaim & Readonly<{ about?: string }>>();
  const rowOf = ({ scope, key }: Pick<Claim, 'scope' | 'key'>) => `${scope} ${key}`;
  const aboutOf = (scope: string, subject: string) => `${scope} ${subject}`;
  return {
    async take(claim, holder, owner, revision) {
      const key = rowOf(claim);
      const held = rows.get(key);
      if (held && held.holder !== holder) return held;
      const { scope, subject } = claim;
      const about = subject === undefined ? {} : { about: aboutOf(scope, subject) };
      const newest = Math.max(held?.revision ?? revision, revision);
      rows.set(key, { holder, owner, revision: newest, hashedKey: key, ...about });
      return null;
    },
    async takeOver(claim, from, holder, owner, revision) {
      const key = rowOf(claim);
      const held = rows.get(key);
      if (held?.holder !== from.holder || held.revision !== from.revision) return false;
      rows.set(key, { holder, owner, revision, hashedKey: key });
      return true;
    },
    about: async (scope, subject) => [...rows.values()].filter(({ about }) => about === aboutOf(scope, subject)),
    async drop(_, { hashedKey, holder, revision }) {
      const held = rows.get(hashedKey);
      if (held?.holder === holder && held.revision === revision) rows.delete(hashedKey);
    },
    confirm: async () => {},
    async release(claims, holder, revision) {
      for (const key of claims.map(rowOf)) {
        const held = rows.get(key);
        if (held?.holder === holder && held.revision < revision) rows.delete(key);
      }
    },
    async forget(owner) {
      for (const [key, held] of rows) if (held.owner === owner) rows.delete(key);
    },
    holder: async (claim) => rows.get(rowOf(claim))?.holder ?? null,
  };
}
