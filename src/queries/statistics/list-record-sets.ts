import { sql } from 'slonik';
import { z } from 'zod';
import type { Performed } from '../../documents/statistics/records.ts';
import { restoredSets, type StoredSets } from '../../documents/stored-entries.ts';
import type { AccountId, Day, EntryId, ExerciseId, SessionId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type ListRecordSets = Days &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });
type Found = readonly [SessionId, Day, EntryId, StoredSets];

/**
 * The sets of an exercise that can have made a record, in the order of the sessions. Of entries whose sets are worth the
 * same, only the first one is read.
 */
export async function listRecordSets(reader: Reader, question: ListRecordSets): Promise<readonly Performed[]> {
  const { owner, exerciseId, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH first AS (
        SELECT DISTINCT ON (record_key) session_id, local_day, entry_id, record_sets, started_at, place
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = ${exerciseId} AND record_key IS NOT NULL AND ${inDays(question)}
        ORDER BY record_key, started_at, session_id, place
      )
      SELECT ${progressColumn(sources)} AS progress, '[' || coalesce((
        SELECT string_agg('["' || session_id || '","' || local_day || '","' || entry_id || '",' || record_sets || ']', ','
          ORDER BY started_at, session_id, place)
        FROM first
      ), '') || ']' AS body`),
  );
  const found = JSON.parse(body) as readonly Found[];
  return found.map(([sessionId, day, id, sets]) => ({ sessionId, day, entry: { id, sets: restoredSets(sets) } }));
}
