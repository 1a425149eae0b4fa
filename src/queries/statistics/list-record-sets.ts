import { sql } from 'slonik';
import { z } from 'zod';
import type { Performed } from '../../documents/statistics/records.ts';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type BodyWeightUse, bodyWeightOfDay, hasAssisted } from './body-weight.ts';
import { type Days, inDays } from './days.ts';
import { recordSetsIn } from './record-sets-in.ts';

export type ListRecordSets = Days &
  BodyWeightUse &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });

/**
 * The sets of an exercise that can have made a record, in the order of the sessions. Of entries whose sets are worth the
 * same, only the first one is read. Assisted sets come with the body weight of their day.
 */
export async function listRecordSets(reader: Reader, question: ListRecordSets): Promise<readonly Performed[]> {
  const { owner, exerciseId, requiredPosition } = question;
  const parts = [
    { model: readModels.performances, owner },
    { model: readModels.measurements, owner },
  ] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH first AS (
        SELECT DISTINCT ON (coalesce(record_key, id))
          session_id, local_day, entry_id, record_key, record_sets, started_at, place
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = ${exerciseId} AND record_sets IS NOT NULL AND ${inDays(question)}
        ORDER BY coalesce(record_key, id), started_at, session_id, place
      )
      SELECT ${progressColumn(sources)} AS progress, '[' || coalesce((
        SELECT string_agg('["' || session_id || '","' || local_day || '","' || entry_id || '",' || record_sets || ',' ||
          coalesce(CASE WHEN ${hasAssisted} THEN ${bodyWeightOfDay(sources[1], question)}::text END, 'null') || ']', ','
          ORDER BY started_at, session_id, place)
        FROM first
      ), '') || ']' AS body`),
  );
  return recordSetsIn(body);
}
