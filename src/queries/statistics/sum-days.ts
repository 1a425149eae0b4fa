import { sql } from 'slonik';
import { z } from 'zod';
import { parseDecimal } from '../../documents/decimal.ts';
import type { DaySums } from '../../documents/statistics/sums.ts';
import type { AccountId, Day } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type SumDays = Days & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });

/** The sums of each day on which the owner has done a working set, the earliest first. */
export async function sumDays(reader: Reader, question: SumDays): Promise<readonly DaySums[]> {
  const { owner, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH sessions AS (
        SELECT local_day, session_id, sum(working_sets) AS sets, sum(volume) AS volume
        FROM ${sources[0].table} WHERE owner = ${owner} AND working_sets > 0 AND ${inDays(question)}
        GROUP BY local_day, session_id
      ),
      days AS (
        SELECT local_day, count(*) AS sessions, sum(sets) AS sets, sum(volume)::text AS volume FROM sessions GROUP BY local_day
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(local_day, sessions, sets, volume) ORDER BY local_day) FROM days
      ), '[]')::text AS body`),
  );
  const found = JSON.parse(body) as readonly (readonly [Day, number, number, string])[];
  return found.map(([day, sessions, sets, volume]) => ({ day, sessions, sets, volume: parseDecimal(volume) }));
}
