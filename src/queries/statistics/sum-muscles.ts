import { sql } from 'slonik';
import { z } from 'zod';
import { type Decimal, parseDecimal } from '../../documents/decimal.ts';
import type { AccountId, Day } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { exerciseParts } from '../exercises/exercise-document.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type SumMuscles = Days & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

/**
 * What was done for a muscle group in an ISO week, which begins on `day`: working sets and volume in kilograms, whole for
 * a primary muscle of the exercise, half for a secondary one. `muscle` is null for what no exercise assigns.
 */
export type MuscleSums = Readonly<{
  day: Day;
  muscle: Readonly<{ id: number; name: string }> | null;
  sets: Decimal;
  volume: Decimal;
}>;

const row = z.object({ progress: z.string(), body: z.string() });
type Found = readonly [day: Day, id: number | null, name: string | null, sets: string, volume: string];

/** The sums of each muscle group and ISO week, in the order of the weeks and of the names. */
export async function sumMuscles(reader: Reader, question: SumMuscles): Promise<readonly MuscleSums[]> {
  const { owner, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }, ...exerciseParts(owner)] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const [performances, referenceLists, exercises] = sources;
    return reader.db.one(sql.type(row)`
      WITH done AS MATERIALIZED (
        SELECT local_day - (extract(isodow FROM local_day)::int4 - 1) AS day, exercise_id,
          sum(working_sets) AS sets, sum(volume) AS volume
        FROM ${performances.table} WHERE owner = ${owner} AND working_sets > 0 AND ${inDays(question)}
        GROUP BY 1, 2
      ),
      names AS MATERIALIZED (
        SELECT (item ->> 'id')::int4 AS id, item ->> 'name' AS name
        FROM ${referenceLists.table} lists, jsonb_array_elements(lists.doc::jsonb -> 'items') AS item
        WHERE lists.id = 'muscleGroups'
      ),
      shares AS MATERIALIZED (
        SELECT e.id AS exercise_id, names.id, names.name, muscles.share
        FROM ${exercises.table} e CROSS JOIN LATERAL (
          SELECT jsonb_array_elements_text(e.doc::jsonb -> 'primaryMuscles')::int4 AS id, 1.0 AS share
          UNION ALL SELECT jsonb_array_elements_text(e.doc::jsonb -> 'secondaryMuscles')::int4, 0.5
        ) AS muscles JOIN names ON names.id = muscles.id
        WHERE e.doc IS NOT NULL AND e.id IN (SELECT exercise_id FROM done)
          AND (e.owner IS NULL OR e.owner = ${owner})
      ),
      sums AS (
        SELECT day, shares.id, shares.name,
          sum(sets * coalesce(share, 1)) AS sets, sum(volume * coalesce(share, 1)) AS volume
        FROM done LEFT JOIN shares ON shares.exercise_id = done.exercise_id
        GROUP BY day, shares.id, shares.name
      )
      SELECT ${progressColumn(sources)} AS progress, coalesce((
        SELECT json_agg(json_build_array(day, id, name, sets::text, volume::text)
          ORDER BY day, name COLLATE "C" NULLS LAST, id) FROM sums
      ), '[]')::text AS body`);
  });
  return (JSON.parse(body) as readonly Found[]).map(([day, id, name, sets, volume]) => ({
    day,
    muscle: id === null || name === null ? null : { id, name },
    sets: parseDecimal(sets),
    volume: parseDecimal(volume),
  }));
}
