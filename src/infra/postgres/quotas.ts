import { type CommonQueryMethods, type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import { perQuota, quotaKinds } from '../../events/schemas.ts';
import type { QuotaItem, QuotaLimits, Quotas } from '../../ports/quotas.ts';
import { createKeyedBatcher } from './batch.ts';

const takenRow = z.object({ id: z.string(), used: z.number() });
const usageRow = z.object({ kind: z.enum(quotaKinds), used: z.number() });

/**
 * The counts of what accounts have, in Postgres. The table `quota_items` has a row for each counted thing, so that a
 * thing that is taken twice counts once; `quota_usage` has their numbers, so that no statement counts rows. Statements
 * about one account lock its row until they are on the disk, so calls that arrive meanwhile share the next statement.
 */
export const createQuotas = (db: DatabasePool, limits: QuotaLimits): Quotas => {
  const release = createKeyedBatcher(keyOf, (items) => releaseAll(db, items));
  return {
    // One transaction, so that no other process sees an item as counted that is then refused.
    take: createKeyedBatcher(keyOf, (items) => db.transaction((tx) => takeAll(tx, limits, items))),
    release,
    async read(owner) {
      const rows = await db.any(sql.type(usageRow)`SELECT kind, used FROM quota_usage WHERE owner = ${owner}`);
      const used = new Map(rows.map((row) => [row.kind, row.used]));
      return perQuota((kind) => ({ used: used.get(kind) ?? 0, limit: limits[kind] }));
    },
    async forget(owner) {
      await db.query(sql.unsafe`DELETE FROM quota_items WHERE owner = ${owner}`);
      await db.query(sql.unsafe`DELETE FROM quota_usage WHERE owner = ${owner}`);
    },
  };
};

const keyOf = ({ owner, kind }: QuotaItem): string => `${owner} ${kind}`;

/** The ids of the items in one order, so that two statements cannot deadlock. */
const idsOf = (items: readonly QuotaItem[]) => sql.array(items.map(({ id }) => id).toSorted(), 'uuid');

/** Counts items of one kind and owner. Returns the limit for each item that is beyond it, and null for the others. */
async function takeAll(tx: DatabaseTransactionConnection, limits: QuotaLimits, items: readonly QuotaItem[]) {
  const [{ owner, kind }] = items as readonly [QuotaItem];
  const rows = await tx.any(sql.type(takenRow)`
    WITH taken AS (
      INSERT INTO quota_items (owner, kind, id)
      SELECT ${owner}::uuid, ${kind}, id FROM unnest(${idsOf(items)}) AS item (id)
      ON CONFLICT DO NOTHING RETURNING id
    ), counted AS (
      INSERT INTO quota_usage AS u (owner, kind, used)
      SELECT ${owner}::uuid, ${kind}, count(*)::int4 FROM taken HAVING count(*) > 0
      ON CONFLICT (owner, kind) DO UPDATE SET used = u.used + excluded.used
      RETURNING used
    )
    SELECT id, used FROM taken, counted`);
  const limit = limits[kind];
  const beyond = limit === 0 ? 0 : Math.max(0, (rows[0]?.used ?? 0) - limit);
  if (beyond === 0) return items.map(() => null);
  // Items beyond the limit are released again, so parallel statements can never pass it together.
  const taken = new Set(rows.map(({ id }) => id));
  const ids = [...new Set(items.map(({ id }) => id))].filter((id) => taken.has(id));
  const refused = new Set(ids.slice(-beyond));
  const isRefused = ({ id }: QuotaItem) => refused.has(id);
  await releaseAll(tx, items.filter(isRefused));
  return items.map((item) => (isRefused(item) ? limit : null));
}

/** Ends the counting of items, which have the same kind and owner. */
async function releaseAll(db: CommonQueryMethods, items: readonly QuotaItem[]): Promise<readonly undefined[]> {
  const [{ owner, kind }] = items as readonly [QuotaItem];
  await db.query(sql.unsafe`
    WITH released AS (
      DELETE FROM quota_items WHERE owner = ${owner} AND kind = ${kind} AND id = any(${idsOf(items)}) RETURNING id
    )
    UPDATE quota_usage u SET used = u.used - r.count FROM (SELECT count(*)::int4 AS count FROM released) r
    WHERE r.count > 0 AND u.owner = ${owner} AND u.kind = ${kind}`);
  return items.map(() => undefined);
}
