import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { PolicyCheckpoints } from '../../ports/policy-checkpoints.ts';

const row = z.object({ position: z.bigint() });

/** Policies' checkpoints in Postgres. */
export const createPolicyCheckpoints = (db: DatabasePool): PolicyCheckpoints => ({
  async read(policy) {
    return (
      (await db.maybeOneFirst(sql.type(row)`SELECT position FROM policy_checkpoints WHERE policy = ${policy}`)) ?? 0n
    );
  },
  async move(policy, position) {
    await db.query(sql.unsafe`
      INSERT INTO policy_checkpoints AS c (policy, position) VALUES (${policy}, ${position})
      ON CONFLICT (policy) DO UPDATE SET position = excluded.position WHERE c.position < excluded.position`);
  },
});
