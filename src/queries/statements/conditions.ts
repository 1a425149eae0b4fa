import { type FragmentSqlToken, sql } from 'slonik';

/** All of these conditions; `false` is a filter that the caller did not ask for. */
export function allOf(...conditions: readonly (FragmentSqlToken | false)[]): FragmentSqlToken {
  const asked = conditions.filter((each) => each !== false);
  return sql.fragment`${sql.join(asked, sql.fragment` AND `)}`;
}

/** A LIKE pattern for texts that contain `search` literally, in columns that hold lower case. */
export const containing = (search: string): string =>
  `%${search
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u0000', '')
    .replace(/[\\%_]/g, '\\$&')}%`;
