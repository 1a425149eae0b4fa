import { sql } from 'slonik';
import { z } from 'zod';
import { type Decimal, parseDecimal } from '../../documents/decimal.ts';
import type { DaySums } from '../../documents/statistics/sums.ts';
import type { AccountId, Day, ExerciseId } from '../../events/ids.ts';
import type { E1rmFormula } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type Days, inDays } from './days.ts';

export type ListBestSets = Days &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; formula: E1rmFormula; requiredPosition: RequiredPosition }>;

/** The best estimate of a session, in kilograms. `place` is the JSON text of its set and of where it was done. */
export type BestSet = Readonly<{ e1rm: Decimal; place: string }>;

/** What was done of one exercise. The volume is in kilograms. `series` has the best estimate of each session with one. */
export type BestSets = Omit<DaySums, 'day'> & Readonly<{ lastDay: Day | null; series: readonly BestSet[] }>;

const row = z.object({ progress: z.string(), sums: z.string(), series: z.string() });
type FoundSums = readonly [sessions: number, sets: number, volume: string, lastDay: Day | null];

/** JSON text has neither of them: both are escaped in it. */
const [betweenLines, betweenFields] = ['\n', '\t'];

/**
 * The sums of an exercise, and the best estimates of its sessions in their order. The places are texts that no one parses,
 * because an exercise of every session has thousands of sets.
 */
export async function listBestSets(reader: Reader, question: ListBestSets): Promise<BestSets> {
  const { owner, exerciseId, formula, requiredPosition } = question;
  const parts = [{ model: readModels.performances, owner }] as const;
  const [e1rm, best] = [sql.identifier([`e1rm_${formula}`]), sql.identifier([`best_${formula}`])];
  const found = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH done AS MATERIALIZED (
        SELECT session_id, entry_id, place, local_day, started_at, working_sets, volume, ${e1rm} AS e1rm, ${best} AS best
        FROM ${sources[0].table}
        WHERE owner = ${owner} AND exercise_id = ${exerciseId} AND working_sets > 0 AND ${inDays(question)}
      ),
      series AS (
        SELECT DISTINCT ON (started_at, session_id) * FROM done WHERE e1rm IS NOT NULL
        ORDER BY started_at, session_id, e1rm DESC, place
      )
      SELECT ${progressColumn(sources)} AS progress, (
        SELECT json_build_array(count(DISTINCT session_id), coalesce(sum(working_sets), 0), coalesce(sum(volume), 0)::text,
          (array_agg(local_day ORDER BY started_at DESC, session_id DESC, place DESC))[1])::text
        FROM done
      ) AS sums, coalesce((
        SELECT string_agg(e1rm || ${betweenFields} || '{"day":"' || local_day || '","sessionId":"' || session_id ||
          '","entryId":"' || entry_id || '","set":' || best || '}', ${betweenLines} ORDER BY started_at, session_id)
        FROM series
      ), '') AS series`),
  );
  const [sessions, sets, volume, lastDay] = JSON.parse(found.sums) as FoundSums;
  return { sessions, sets, volume: parseDecimal(volume), lastDay, series: seriesIn(found.series) };
}

/** The lines of a series. Equal estimates are one object, so that each is told once. */
function seriesIn(text: string): readonly BestSet[] {
  const known = new Map<string, Decimal>();
  const decimalIn = (number: string): Decimal => {
    const found = known.get(number) ?? parseDecimal(number);
    known.set(number, found);
    return found;
  };
  const lines = text === '' ? [] : text.split(betweenLines);
  return lines.map((line) => {
    const end = line.indexOf(betweenFields);
    return { e1rm: decimalIn(line.slice(0, end)), place: line.slice(end + 1) };
  });
}
