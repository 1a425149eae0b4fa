import { sql } from 'slonik';
import { z } from 'zod';
import type { PlannedSums } from '../../documents/statistics/compliance.ts';
import type { AccountId, Day } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type SumPlanned = Days & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });
type Found = readonly [day: Day, entries: number, fulfilled: number, skipped: number, planned: number, done: number];

/** The planned entries of each day, the earliest first. A session that goes on does not count yet. */
export async function sumPlanned(reader: Reader, question: SumPlanned): Promise<readonly PlannedSums[]> {
  const { owner, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH days AS (
        SELECT local_day, count(*) AS entries, count(*) FILTER (WHERE working_sets >= planned_sets) AS fulfilled,
          count(*) FILTER (WHERE working_sets = 0) AS skipped, sum(planned_sets) AS planned,
          sum(least(working_sets, planned_sets)) AS done
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND planned_sets IS NOT NULL AND status <> 'in_progress' AND ${inDays(question)}
        GROUP BY local_day
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(local_day, entries, fulfilled, skipped, planned, done) ORDER BY local_day)
        FROM days
      ), '[]')::text AS body`),
  );
  return (JSON.parse(body) as readonly Found[]).map(([day, entries, fulfilled, skipped, plannedSets, doneSets]) => ({
    ...{ day, entries, fulfilled, skipped, plannedSets, doneSets },
  }));
}
