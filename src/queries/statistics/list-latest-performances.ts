import { sql } from 'slonik';
import { z } from 'zod';
import { compare, type Decimal, parseDecimal } from '../../documents/decimal.ts';
import type { EntryDocument } from '../../documents/entries.ts';
import { bestEstimate, type Performed, type RecordKind } from '../../documents/statistics/records.ts';
import { restoredEntry, restoredSets, type StoredEntry, type StoredSets } from '../../documents/stored-entries.ts';
import type { AccountId, Day, ExerciseId, Instant, SessionId } from '../../events/ids.ts';
import type { Weight } from '../../events/performance.ts';
import type { E1rmFormula } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type BodyWeightUse, bodyWeightOfDay, hasAssisted } from './body-weight.ts';

export type ListLatestPerformances = BodyWeightUse &
  Readonly<{
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
type FoundPerformance = readonly [exercise: string, SessionId, Day, StoredEntry, bodyWeight: Weight | null];
type FoundReached = readonly [exercise: string, ...(string | null)[]];
type FoundAssisted = readonly [exercise: string, StoredSets, bodyWeight: Weight | null];

/** What was done since an instant, by exercise, with what had been reached before. */
export async function listLatestPerformances(
  reader: Reader,
  question: ListLatestPerformances,
): Promise<readonly LatestPerformances[]> {
  const { owner, requiredPosition, since, formula } = question;
  const parts = [
    { model: readModels.performances, owner },
    { model: readModels.measurements, owner },
  ] as const;
  const e1rm = sql.identifier([`e1rm_${formula}`]);
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const bodyWeight = bodyWeightOfDay(sources[1], question);
    return reader.db.one(sql.type(row)`
      WITH late AS MATERIALIZED (
        SELECT session_id, place, exercise_id, local_day, started_at, doc, CASE WHEN ${hasAssisted} THEN ${bodyWeight} END AS body_weight
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id IS NOT NULL AND started_at >= ${since}
          -- A day of any zone begins at most 14 hours before that of UTC. Days have an index.
          AND local_day >= (${since}::timestamptz AT TIME ZONE 'UTC')::date - 1
      ),
      reached AS (
        SELECT exercise_id, max(${e1rm})::text AS e1rm, max(seconds)::text AS seconds, max(distance)::text AS distance,
          max(set_volume)::text AS volume, bool_or(${hasAssisted}) AS has_assisted
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = any(ARRAY(SELECT DISTINCT exercise_id FROM late)) AND started_at < ${since}
        GROUP BY exercise_id
      ),
      assisted AS (
        -- Most exercises have no assisted set. Their history is not read a second time.
        SELECT exercise_id, record_sets, ${bodyWeight} AS body_weight FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = any(ARRAY(SELECT exercise_id FROM reached WHERE has_assisted)) AND started_at < ${since}
          AND ${hasAssisted}
      )
      SELECT ${progressColumn(sources)} AS progress, json_build_array(
        coalesce((
          SELECT json_agg(json_build_array(exercise_id, session_id, local_day, doc::json, body_weight) ORDER BY started_at, session_id, place) FROM late
        ), '[]'),
        coalesce((SELECT json_agg(json_build_array(exercise_id, e1rm, seconds, distance, volume)) FROM reached), '[]'),
        coalesce((SELECT json_agg(json_build_array(exercise_id, record_sets::json, body_weight)) FROM assisted), '[]')
        )::text AS body`);
  });
  const [late, reached, assisted] = JSON.parse(body) as [FoundPerformance[], FoundReached[], FoundAssisted[]];
  const reachedBy = new Map(reached.map(([exercise, ...values]) => [exercise, values.map(decimalIn)]));
  const assistedBy = Map.groupBy(assisted, ([exercise]) => exercise);
  return [...Map.groupBy(late, ([exercise]) => exercise)].map(([exercise, own]) => {
    const [best = null, seconds = null, distance = null, volume = null] = reachedBy.get(exercise) ?? [];
    const e1rm = bestWith(best, assistedBy.get(exercise) ?? [], formula);
    const performed = own.map(([, sessionId, day, stored, bodyWeight]) => ({
      ...{ sessionId, day, bodyWeight },
      entry: restoredEntry(stored),
    }));
    return { exerciseId: exercise as ExerciseId, performed, before: { e1rm, seconds, distance, volume } };
  });
}

/** The greater one of an estimate and the best estimate of assisted sets; null without both. */
function bestWith(best: Decimal | null, found: readonly FoundAssisted[], formula: E1rmFormula): Decimal | null {
  const sets = found.flatMap(([, stored, bodyWeight]) => restoredSets(stored).map((set) => ({ set, bodyWeight })));
  const value = bestEstimate(sets, formula)?.value ?? null;
  return best && value ? (compare(best, value) > 0 ? best : value) : (best ?? value);
}

const decimalIn = (text: string | null): Decimal | null => (text === null ? null : parseDecimal(text));
