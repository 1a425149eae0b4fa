import { sql } from 'slonik';
import { z } from 'zod';
import { type Decimal, parseDecimal } from '../../documents/decimal.ts';
import type { EntryDocument } from '../../documents/entries.ts';
import type { Performed, RecordKind } from '../../documents/statistics/records.ts';
import { restoredEntry, type StoredEntry } from '../../documents/stored-entries.ts';
import type { AccountId, Day, ExerciseId, Instant, SessionId } from '../../events/ids.ts';
import type { E1rmFormula } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

export type ListLatestPerformances = Readonly<{
  owner: AccountId;
  requiredPosition: RequiredPosition;
  since: Instant;
  formula: E1rmFormula;
}>;

/** The figures that an exercise had reached before; null for none. Weights in kilograms, distances in metres. */
export type Reached = Readonly<Partial<Record<RecordKind, Decimal | null>>>;

/** What was done of an exercise lately, in order, and what had been reached before. */
export type LatestPerformances = Readonly<{
  exerciseId: ExerciseId;
  performed: readonly (Performed & Readonly<{ entry: EntryDocument }>)[];
  before: Reached;
}>;

const row = z.object({ progress: z.string(), body: z.string() });
type FoundPerformance = readonly [exercise: string, SessionId, Day, StoredEntry];
type FoundReached = readonly [exercise: string, ...(string | null)[]];

/** What was done since an instant, by exercise, with what had been reached before. */
export async function listLatestPerformances(
  reader: Reader,
  { owner, requiredPosition, since, formula }: ListLatestPerformances,
): Promise<readonly LatestPerformances[]> {
  const parts = [{ model: readModels.performances, owner }] as const;
  const e1rm = sql.identifier([`e1rm_${formula}`]);
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH late AS MATERIALIZED (
        SELECT session_id, place, exercise_id, local_day, started_at, doc FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id IS NOT NULL AND started_at >= ${since}
          -- A day of any zone begins at most 14 hours before that of UTC. Days have an index.
          AND local_day >= (${since}::timestamptz AT TIME ZONE 'UTC')::date - 1
      ),
      reached AS (
        SELECT exercise_id, max(${e1rm})::text AS e1rm, max(seconds)::text AS seconds, max(distance)::text AS distance,
          max(set_volume)::text AS volume
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = any(ARRAY(SELECT DISTINCT exercise_id FROM late)) AND started_at < ${since}
        GROUP BY exercise_id
      )
      SELECT ${progressColumn(sources)} AS progress, json_build_array(
        coalesce((
          SELECT json_agg(json_build_array(exercise_id, session_id, local_day, doc::json) ORDER BY started_at, session_id, place) FROM late
        ), '[]'),
        coalesce((SELECT json_agg(json_build_array(exercise_id, e1rm, seconds, distance, volume)) FROM reached), '[]')
      )::text AS body`),
  );
  const [late, reached] = JSON.parse(body) as [FoundPerformance[], FoundReached[]];
  const reachedBy = new Map(reached.map(([exercise, ...values]) => [exercise, values.map(decimalIn)]));
  return [...Map.groupBy(late, ([exercise]) => exercise)].map(([exercise, own]) => {
    const [best = null, seconds = null, distance = null, volume = null] = reachedBy.get(exercise) ?? [];
    const performed = own.map(([, sessionId, day, stored]) => ({ sessionId, day, entry: restoredEntry(stored) }));
    return { exerciseId: exercise as ExerciseId, performed, before: { e1rm: best, seconds, distance, volume } };
  });
}

const decimalIn = (text: string | null): Decimal | null => (text === null ? null : parseDecimal(text));
