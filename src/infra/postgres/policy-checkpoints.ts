import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { PolicyCheckpoints } from '../../ports/policy-checkpoints.ts';

const checkpointRow = z.object({ position: z.bigint() });

/** How far each policy has read the log, stored in Postgres. */
export const createPolicyCheckpoints = (db: DatabasePool): PolicyCheckpoints => ({
  async read(policy) {
    const position = await db.maybeOneFirst(sql.type(checkpointRow)`
      SELECT position FROM policy_checkpoints WHERE policy = ${policy}`);
    return position ?? 0n;
  },
  async move(policy, position) {
    await db.query(sql.unsafe`
      INSERT INTO policy_checkpoints AS c (policy, position) VALUES (${policy}, ${position})
      ON CONFLICT (policy) DO UPDATE SET position = excluded.position WHERE c.position < excluded.position`);
  },
});
