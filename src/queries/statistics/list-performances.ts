import { sql } from 'slonik';
import { z } from 'zod';
import type { Performed } from '../../documents/statistics/records.ts';
import { restoredEntry, type StoredEntry } from '../../documents/stored-entries.ts';
import type { AccountId, Day, ExerciseId, SessionId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type ListPerformances = Days &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });

/** What the owner has done of an exercise, in the order of the sessions. */
export async function listPerformances(reader: Reader, question: ListPerformances): Promise<readonly Performed[]> {
  const { owner, exerciseId, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      SELECT ${progressColumn(sources)} AS progress, '[' || coalesce((
        SELECT string_agg('["' || session_id || '","' || local_day || '",' || doc || ']', ',' ORDER BY started_at, session_id, place)
        FROM ${sources[0].table} WHERE owner = ${owner} AND exercise_id = ${exerciseId} AND ${inDays(question)}
      ), '') || ']' AS body`),
  );
  const found = JSON.parse(body) as readonly (readonly [SessionId, Day, StoredEntry])[];
  return found.map(([sessionId, day, stored]) => ({ sessionId, day, entry: restoredEntry(stored) }));
}
