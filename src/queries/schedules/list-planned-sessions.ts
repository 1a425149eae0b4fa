import { sql } from 'slonik';
import { z } from 'zod';
import type { PlannedSession } from '../../documents/current-plan.ts';
import type { AccountId, Day, PlanId, SessionId } from '../../events/ids.ts';
import { sessionStatuses } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListPlannedSessions = Readonly<{
  owner: AccountId;
  requiredPosition: RequiredPosition;
  planId: PlanId;
  /** The sessions of this day and later, by the day on which they started where the athlete was. */
  from: Day;
}>;

const planned = z.array(
  z.object({
    id: z.string().transform((id) => id as SessionId),
    status: z.enum(sessionStatuses),
    plan: z.object({ week: z.number().nullable(), day: z.number().nullable(), index: z.number().nullable() }),
  }),
);
const row = z.object({ progress: z.string(), items: z.string().nullable() });

/** The sessions of an account that were started for a day of a plan, the oldest first. */
export async function listPlannedSessions(
  reader: Reader,
  { owner, requiredPosition, planId, from }: ListPlannedSessions,
): Promise<readonly PlannedSession[]> {
  const parts = [{ model: readModels.sessions, owner }] as const;
  // Summaries are written by JSON.stringify, which escapes the quotation marks of texts, so no text looks like this.
  const ofPlan = `%"plan":{"id":"${planId}"%`;
  const { items } = await readConsistently(reader, { parts, requiredPosition }, ([sessions]) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn([sessions])} AS progress, (
        SELECT '[' || string_agg(summary, ',' ORDER BY started_at, id) || ']' FROM ${sessions.table}
        WHERE owner = ${owner} AND NOT deleted AND local_day >= ${from}::date
          AND started_at >= ${from}::date - interval '2 days' AND summary LIKE ${ofPlan}
      ) AS items`),
  );
  return planned
    .parse(JSON.parse(items ?? '[]'))
    .flatMap(({ id, status, plan: { week, day, index } }) =>
      week === null || day === null || index === null ? [] : [{ sessionId: id, status, week, day, index }],
    );
}
