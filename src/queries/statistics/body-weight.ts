import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { Source } from '../consistency/sources.ts';

/** SQL that is true for a row of performances with assisted sets: the body weight of its day matters. */
export const hasAssisted: FragmentSqlToken = sql.fragment`record_sets IS NOT NULL AND record_key IS NULL`;

/** Whether a question must not use the body weight. Its asker could compute the body weight from an estimate. */
export type BodyWeightUse = Readonly<{ hidesBodyWeight?: boolean | undefined }>;

/**
 * SQL for the body weight of the column `local_day`, as JSON: the latest one that was measured on or before that day.
 * SQL null without one, and if it is hidden. The text `T~` sorts after every time of a day.
 */
export const bodyWeightOfDay = (
  measurements: Source,
  { owner, hidesBodyWeight = false }: BodyWeightUse & Readonly<{ owner: AccountId }>,
): FragmentSqlToken =>
  hidesBodyWeight
    ? sql.fragment`NULL::json`
    : sql.fragment`(
  SELECT json_build_object('value', measured.value, 'unit', measured.unit)
  FROM ${measurements.table} AS measured
  WHERE measured.owner = ${owner} AND measured.kind = 'body_weight' AND measured.doc IS NOT NULL
    AND measured.moment <= local_day || 'T~'
  ORDER BY measured.moment DESC, measured.id DESC LIMIT 1
)`;
