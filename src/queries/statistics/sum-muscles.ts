import { sql } from 'slonik';
import { z } from 'zod';
import {
  type ExerciseDone,
  type ExerciseMuscles,
  firstMonday,
  type MuscleName,
  type MuscleSums,
  muscleSumsOf,
} from '../../documents/statistics/muscles.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { exerciseParts } from '../exercises/exercise-document.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type SumMuscles = Days & Readonly<{ owner: AccountId; requiredPosition: RequiredPosition }>;

const row = z.object({ progress: z.string(), body: z.string() });

type Found = readonly [
  done: readonly ExerciseDone[],
  muscles: readonly ExerciseMuscles[],
  names: readonly MuscleName[],
];

/**
 * The sums of each muscle group and ISO week, in the order of the weeks and of the names. Postgres returns the sets of
 * each exercise, and separately the muscles of each exercise: joined, they would be four times as many rows.
 */
export async function sumMuscles(reader: Reader, question: SumMuscles): Promise<readonly MuscleSums[]> {
  const { owner, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }, ...exerciseParts(owner)] as const;
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const [performances, referenceLists, exercises] = sources;
    return reader.db.one(sql.type(row)`
      WITH done AS MATERIALIZED (
        SELECT exercise_id,
          string_agg('[' || (local_day - ${firstMonday}::date) || ',' || working_sets || ',"' || volume || '"]', ',') AS rows
        FROM ${performances.table} WHERE owner = ${owner} AND working_sets > 0 AND ${inDays(question)}
        GROUP BY exercise_id
      )
      SELECT ${progressColumn(sources)} AS progress, '[' || coalesce((
        -- As text, because json_agg would read all of it again.
        SELECT '[' || string_agg('[' || coalesce('"' || exercise_id || '"', 'null') || ',[' || rows || ']]', ',') || ']' FROM done
      ), '[]') || ',' || coalesce((
        SELECT json_agg(json_build_array(id, doc::json -> 'primaryMuscles', doc::json -> 'secondaryMuscles'))
        FROM ${exercises.table} WHERE id = any(ARRAY(SELECT exercise_id FROM done)) AND doc IS NOT NULL
          AND (owner IS NULL OR owner = ${owner})
      )::text, '[]') || ',' || coalesce((
        SELECT json_agg(json_build_array(item -> 'id', item ->> 'name') ORDER BY item ->> 'name' COLLATE "C", (item ->> 'id')::int4)
        FROM ${referenceLists.table} lists, json_array_elements(lists.doc::json -> 'items') AS item
        WHERE lists.id = 'muscleGroups'
      )::text, '[]') || ']' AS body`);
  });
  return muscleSumsOf(...(JSON.parse(body) as Found));
}
