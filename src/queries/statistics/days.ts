import { type FragmentSqlToken, sql } from 'slonik';
import type { Day } from '../../events/ids.ts';
import { allOf, existingDay } from '../statements/conditions.ts';

/** The first and the last day of a question, both included, by the zone of each session. */
export type Days = Readonly<{ from?: Day | undefined; to?: Day | undefined }>;

/** SQL that is true for the rows of these days. */
export const inDays = ({ from, to }: Days): FragmentSqlToken =>
  allOf(
    sql.fragment`started_at IS NOT NULL`,
    from !== undefined && sql.fragment`local_day >= ${existingDay(from)}::date`,
    to !== undefined && sql.fragment`local_day <= ${existingDay(to)}::date`,
  );
