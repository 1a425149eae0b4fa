import type { Claim, CompetingClaim, UniquenessClaims } from '../../src/ports/claims.ts';

/** Uniqueness claims in memory, with the same rules as the Postgres table. */
export function memoryClaims(): UniquenessClaims {
  const rows = new Map<string, CompetingClaim>();
  const rowOf = ({ scope, key }: Claim) => `${scope} ${key}`;
  return {
    async take(claim, holder, owner, revision) {
      const key = rowOf(claim);
      const held = rows.get(key);
      if (held && held.holder !== holder) return held;
      rows.set(key, { holder, owner, revision, hashedKey: key });
      return null;
    },
    async takeOver(claim, from, holder, owner, revision) {
      const key = rowOf(claim);
      const held = rows.get(key);
      if (held?.holder !== from.holder || held.revision !== from.revision) return false;
      rows.set(key, { holder, owner, revision, hashedKey: key });
      return true;
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
