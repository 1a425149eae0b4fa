import { type FragmentSqlToken, sql } from 'slonik';

/** Joins SQL conditions with AND. Leaves out `false`, which means an unused filter; one condition must remain. */
export function allOf(...conditions: readonly (FragmentSqlToken | false)[]): FragmentSqlToken {
  const asked = conditions.filter((each) => each !== false);
  return sql.fragment`${sql.join(asked, sql.fragment` AND `)}`;
}

/**
 * A LIKE pattern that matches lower-case texts that contain `search` literally, in lower case. Removes U+0000, which
 * Postgres refuses.
 */
export const containing = (search: string): string =>
  `%${search
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u0000', '')
    .replace(/[\\%_]/g, '\\$&')}%`;

/** Replaces days in the year 0, which Postgres refuses, with the first possible day. No session is that old. */
export const existingDay = (day: string): string => (day < firstDay ? firstDay : day);
const firstDay = '0001-01-02';
