import { sql } from 'slonik';
import { z } from 'zod';
import type { PlannedEntry } from '../../documents/statistics/planned-exercises.ts';
import type { AccountId, Day, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type ListPlannedEntries = Days & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });
type Found = readonly [Day, ExerciseId | null, name: string, planned: number, working: number, isExchanged: boolean];

/** The planned entries of ended sessions, in the order of the sessions. A session that goes on does not count yet. */
export async function listPlannedEntries(
  reader: Reader,
  question: ListPlannedEntries,
): Promise<readonly PlannedEntry[]> {
  const { owner, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH entries AS MATERIALIZED (
        SELECT local_day, planned_sets, working_sets, started_at, session_id, place, doc::json -> 'planned' AS planned
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND planned_sets IS NOT NULL AND status <> 'in_progress' AND ${inDays(question)}
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(local_day, planned -> 'exerciseId', planned -> 'name', planned_sets, working_sets,
          planned -> 'isExchanged') ORDER BY started_at, session_id, place)
        FROM entries
      ), '[]')::text AS body`),
  );
  const found = JSON.parse(body) as readonly Found[];
  return found.map(([day, exerciseId, name, plannedSets, workingSets, isExchanged]) => ({
    ...{ day, exerciseId, name, plannedSets, workingSets, isExchanged },
  }));
}
