import { sql } from 'slonik';
import { z } from 'zod';
import { type Decimal, parseDecimal } from '../../documents/decimal.ts';
import { bestEstimate, setsOf } from '../../documents/statistics/records.ts';
import type { DaySums } from '../../documents/statistics/sums.ts';
import { toldEstimatePlace } from '../../documents/statistics/told.ts';
import type { AccountId, Day, ExerciseId } from '../../events/ids.ts';
import type { E1rmFormula } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type BodyWeightUse, bodyWeightOfDay, hasAssisted } from './body-weight.ts';
import { type Days, inDays } from './days.ts';
import { recordSetsIn } from './record-sets-in.ts';

export type ListBestSets = Days &
  BodyWeightUse &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; formula: E1rmFormula; requiredPosition: RequiredPosition }>;

/** The best estimate of a session, in kilograms. `place` is the JSON text of its set and of where it was done. */
export type BestSet = Readonly<{ e1rm: Decimal; place: string }>;

/** What was done of one exercise. The volume is in kilograms. `series` has the best estimate of each session with one. */
export type BestSets = Omit<DaySums, 'day'> & Readonly<{ lastDay: Day | null; series: readonly BestSet[] }>;

const row = z.object({ progress: z.string(), sums: z.string(), series: z.string() });
type FoundSums = readonly [sessions: number, sets: number, volume: string, lastDay: Day | null];

/** JSON text contains neither character, because it escapes both. */
const [betweenLines, betweenFields] = ['\n', '\t'];

/**
 * The sums of an exercise, and the best estimates of its sessions in their order. The places are texts that no one parses,
 * because an exercise of every session has thousands of sets.
 */
export async function listBestSets(reader: Reader, question: ListBestSets): Promise<BestSets> {
  const { owner, exerciseId, formula, requiredPosition } = question;
  const parts = [
    { model: readModels.performances, owner },
    { model: readModels.measurements, owner },
  ] as const;
  const [e1rm, best] = [sql.identifier([`e1rm_${formula}`]), sql.identifier([`best_${formula}`])];
  const found = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH done AS MATERIALIZED (
        SELECT session_id, entry_id, place, local_day, started_at, working_sets, volume, ${e1rm} AS e1rm, ${best} AS best,
          record_sets, record_key
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = ${exerciseId} AND working_sets > 0 AND ${inDays(question)}
      ),
      assisted AS (SELECT session_id FROM done WHERE ${hasAssisted}),
      plain AS (
        SELECT DISTINCT ON (started_at, session_id) * FROM done
        WHERE e1rm IS NOT NULL AND session_id NOT IN (SELECT session_id FROM assisted)
        ORDER BY started_at, session_id, e1rm DESC, place
      ),
      series AS (
        SELECT started_at, session_id, e1rm || ${betweenFields} || '{"bodyWeight":null,"day":"' || local_day ||
          '","sessionId":"' || session_id || '","entryId":"' || entry_id || '","set":' || best || '}' AS line
        FROM plain
        UNION ALL
        SELECT started_at, session_id, ${betweenFields} || '[' || string_agg('["' || session_id || '","' || local_day ||
          '","' || entry_id || '",' || record_sets || ',' ||
          coalesce(${bodyWeightOfDay(sources[1], question)}::text, 'null') || ']', ',' ORDER BY place) || ']'
        FROM done WHERE record_sets IS NOT NULL AND session_id IN (SELECT session_id FROM assisted)
        GROUP BY started_at, session_id
      )
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT json_build_array(count(DISTINCT session_id), coalesce(sum(working_sets), 0), coalesce(sum(volume), 0)::text,
          (array_agg(local_day ORDER BY started_at DESC, session_id DESC, place DESC))[1])::text
        FROM done
      ) AS sums, coalesce((
        SELECT string_agg(line, ${betweenLines} ORDER BY started_at, session_id) FROM series
      ), '') AS series`),
  );
  const [sessions, sets, volume, lastDay] = JSON.parse(found.sums) as FoundSums;
  return { sessions, sets, volume: parseDecimal(volume), lastDay, series: seriesIn(found.series, formula) };
}

/**
 * Parses a series. Equal estimates become the same object, so that the caller converts each of them once. The line of a
 * session with assisted sets has the sets instead of an estimate. Such a session is left out if no set has an estimate.
 */
function seriesIn(text: string, formula: E1rmFormula): readonly BestSet[] {
  const known = new Map<string, Decimal>();
  const decimalIn = (number: string): Decimal => {
    const found = known.get(number) ?? parseDecimal(number);
    known.set(number, found);
    return found;
  };
  const lines = text === '' ? [] : text.split(betweenLines);
  return lines.flatMap((line) => {
    const end = line.indexOf(betweenFields);
    const rest = line.slice(end + 1);
    return end > 0 ? { e1rm: decimalIn(line.slice(0, end)), place: rest } : (bestOf(rest, formula) ?? []);
  });
}

/** The best estimate of a session with assisted sets. */
function bestOf(text: string, formula: E1rmFormula): BestSet | null {
  const best = bestEstimate(setsOf(recordSetsIn(text)), formula);
  return best && { e1rm: best.value, place: JSON.stringify(toldEstimatePlace(best)) };
}
