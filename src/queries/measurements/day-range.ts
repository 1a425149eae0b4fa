import { type FragmentSqlToken, sql } from 'slonik';

/** The first and the last day of what is asked for, as `YYYY-MM-DD`, both included. */
export type DayRange = Readonly<{ from?: string | undefined; to?: string | undefined }>;

/** Conditions on the column `moment`. The sign `~` is after every time of a day. */
export const ofDays = ({ from, to }: DayRange): readonly (FragmentSqlToken | false)[] => [
  from !== undefined && sql.fragment`moment >= ${from}`,
  to !== undefined && sql.fragment`moment <= ${`${to}T~`}`,
];
