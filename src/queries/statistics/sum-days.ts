import { sql } from 'slonik';
import { z } from 'zod';
import { parseDecimal, plus } from '../../documents/decimal.ts';
import type { DaySums } from '../../documents/statistics/sums.ts';
import type { AccountId, Day, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf } from '../statements/conditions.ts';
import { type Days, inDays } from './days.ts';

export type SumDays = Days &
  Readonly<{
    owner: AccountId;
    /** Only the sets of this exercise. @defaultValue those of all exercises */
    exerciseId?: ExerciseId | undefined;
    requiredPosition: RequiredPosition;
  }>;

const row = z.object({ progress: z.string(), body: z.string() });
type FoundSession = readonly [day: Day, sets: number, volume: string];

/** The sums of each day on which the owner has done a working set, the earliest first. */
export async function sumDays(reader: Reader, question: SumDays): Promise<readonly DaySums[]> {
  const { owner, exerciseId, requiredPosition } = question;
  const counted = allOf(inDays(question), exerciseId !== undefined && sql.fragment`exercise_id = ${exerciseId}`);
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH sessions AS (
        SELECT local_day, session_id, sum(working_sets) AS sets, sum(volume) AS volume
        FROM ${sources[0].table} WHERE owner = ${owner} AND working_sets > 0 AND ${counted}
        GROUP BY local_day, session_id
      )
      SELECT ${progressColumn(sources)} AS progress, '[' || coalesce((
        -- As text, which is made in half the time of json_agg.
        SELECT string_agg('["' || local_day || '",' || sets || ',"' || volume || '"]', ',' ORDER BY local_day) FROM sessions
      ), '') || ']' AS body`),
  );
  return daysOf(JSON.parse(body) as readonly FoundSession[]);
}

/** Adds up the sessions of each day. Most days have one. */
function daysOf(sessions: readonly FoundSession[]): readonly DaySums[] {
  const days: DaySums[] = [];
  for (const [day, sets, text] of sessions) {
    const [last, volume] = [days.at(-1), parseDecimal(text)];
    if (last?.day !== day) days.push({ day, sessions: 1, sets, volume });
    else
      days[days.length - 1] = {
        day,
        sessions: last.sessions + 1,
        sets: last.sets + sets,
        volume: plus(last.volume, volume),
      };
  }
  return days;
}
