import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { centimetresPerInch, kilogramsPerPound } from '../../documents/measure-units.ts';
import type { AccountId } from '../../events/ids.ts';
import type { MeasurementKind, MeasurementUnit } from '../../events/measurement-values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf } from '../statements/conditions.ts';
import { type DayRange, ofDays } from './day-range.ts';

export type GetMeasurementSeries = DayRange &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    kind: MeasurementKind;
    /** The unit of the points in the answer. */
    unit: MeasurementUnit;
    /** How many points there are at most: the newest ones. */
    limit: number;
  }>;

const row = z.object({ progress: z.string(), body: z.string() });

/**
 * The measurements of one kind, the oldest first, as JSON text `{kind, unit, points, isComplete}`. Decimal numbers
 * convert them, so a point in the unit that was typed is the number that was typed.
 */
export async function getMeasurementSeries(reader: Reader, question: GetMeasurementSeries): Promise<string> {
  const { owner, kind, unit, limit, requiredPosition, ...range } = question;
  const parts = [{ model: readModels.measurements, owner }] as const;
  const conditions = allOf(
    sql.fragment`owner = ${owner}`,
    sql.fragment`kind = ${kind}`,
    sql.fragment`doc IS NOT NULL`,
    ...ofDays(range),
  );
  const { body } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    reader.db.one(sql.type(row)`
      WITH newest AS (
        SELECT id, moment, value, unit, row_number() OVER (ORDER BY moment DESC, id DESC) AS place
        FROM ${sources[0].table} WHERE ${conditions} ORDER BY moment DESC, id DESC LIMIT ${limit + 1}
      )
      SELECT ${progressColumn(sources)} AS progress, json_build_object('kind', ${kind}::text, 'unit', ${unit}::text,
        'points', coalesce(json_agg(json_build_object(
          'id', id, 'day', left(moment, 10), 'time', nullif(substr(moment, 12), ''), 'value', ${valueIn(unit)}
        ) ORDER BY place DESC) FILTER (WHERE place <= ${limit}), '[]'),
        'isComplete', count(*) <= ${limit})::text AS body
      FROM newest`),
  );
  return body;
}

/** How many decimals a quotient is rounded to, because it may have no last decimal. A product is not rounded. */
const decimals = 6;

/** SQL for the column `value` in a unit. A kind has units of one quantity only. */
function valueIn(unit: MeasurementUnit): FragmentSqlToken {
  const product = (factor: number) => sql.fragment`value * ${String(factor)}::numeric`;
  const quotient = (factor: number) => sql.fragment`round(value / ${String(factor)}::numeric, ${decimals})`;
  const others = {
    kg: product(kilogramsPerPound),
    lb: quotient(kilogramsPerPound),
    cm: product(centimetresPerInch),
    in: quotient(centimetresPerInch),
    '%': sql.fragment`value`,
  }[unit];
  return sql.fragment`trim_scale(CASE WHEN unit = ${unit} THEN value ELSE ${others} END)`;
}
