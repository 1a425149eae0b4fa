import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import { perQuota, quotaKinds } from '../../events/values.ts';
import type { QuotaLimits, Quotas } from '../../ports/quotas.ts';

const usedRow = z.object({ used: z.number() });
const usageRow = z.object({ kind: z.enum(quotaKinds), used: z.number() });

/**
 * SQL that lets the statement's commit not wait for the disk. The rows of one account are locked until then, so an
 * import would create one session for each rotation of the disk. A crash of Postgres may lose the counts of its last moment.
 */
const withoutFlush = sql.fragment`SELECT set_config('synchronous_commit', 'off', true)`;

/**
 * The counts of what accounts have, in Postgres. The table `quota_items` has a row for each counted thing, so that
 * repetitions count once; `quota_usage` has their numbers, so that no statement counts rows.
 */
export const createQuotas = (db: DatabasePool, limits: QuotaLimits): Quotas => {
  const release: Quotas['release'] = async ({ kind, owner, id }) => {
    await db.query(sql.unsafe`
      WITH settings AS (${withoutFlush}), released AS (
        DELETE FROM quota_items USING settings WHERE owner = ${owner} AND kind = ${kind} AND id = ${id}
        RETURNING owner, kind
      )
      UPDATE quota_usage u SET used = used - 1 FROM released r WHERE u.owner = r.owner AND u.kind = r.kind`);
  };
  return {
    async take(item) {
      const { kind, owner, id } = item;
      const counted = await db.maybeOne(sql.type(usedRow)`
        WITH settings AS (${withoutFlush}), taken AS (
          INSERT INTO quota_items (owner, kind, id) SELECT ${owner}::uuid, ${kind}, ${id}::uuid FROM settings
          ON CONFLICT DO NOTHING RETURNING owner, kind
        )
        INSERT INTO quota_usage AS u (owner, kind, used) SELECT owner, kind, 1 FROM taken
        ON CONFLICT (owner, kind) DO UPDATE SET used = u.used + 1
        RETURNING used`);
      const limit = limits[kind];
      if (!counted || limit === 0 || counted.used <= limit) return null;
      // A request that counts past the limit deletes its row again, so parallel requests never pass the limit together.
      await release(item);
      return limit;
    },
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
