import { perQuota } from '../../src/events/schemas.ts';
import type { QuotaItem, QuotaLimits, Quotas } from '../../src/ports/quotas.ts';

/** Quotas in memory, with the same rules as the Postgres tables. */
export function memoryQuotas(limits: QuotaLimits = perQuota(() => 100_000)): Quotas {
  const items = new Map<string, QuotaItem>();
  const keyOf = ({ kind, owner, id }: QuotaItem) => `${kind} ${owner} ${id}`;
  const usageOf = (owner: string, kind: QuotaItem['kind']) => ({
    used: [...items.values()].filter((item) => item.owner === owner && item.kind === kind).length,
    limit: limits[kind],
  });
  return {
    async take(item) {
      const { used, limit } = usageOf(item.owner, item.kind);
      if (items.has(keyOf(item))) return null;
      if (limit > 0 && used >= limit) return limit;
      items.set(keyOf(item), item);
      return null;
    },
    release: async (item) => void items.delete(keyOf(item)),
    read: async (owner) => perQuota((kind) => usageOf(owner, kind)),
    async forget(owner) {
      for (const [key, item] of items) if (item.owner === owner) items.delete(key);
    },
  };
}
