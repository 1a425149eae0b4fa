import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { invalid } from '../../errors.ts';
import type { Page, SortOrder } from './list.ts';

/**
 * A place in a list: just after the item with this sort key and id. It remains the same place when other items are
 * added, or when this item is removed. The key is null where the item has no value to sort by.
 */
export type Place = Readonly<{ key: string | null; id: string }>;

/** What a list is sorted by: a column of its rows, the type of the column, and whether the column can be null. */
export type SortKey = Readonly<{ column: FragmentSqlToken; type: KeyType; isNullable?: true }>;
type KeyType = 'instant' | 'number' | 'text';

export const directions: Readonly<Record<SortOrder, FragmentSqlToken>> = {
  asc: sql.fragment`ASC`,
  desc: sql.fragment`DESC`,
};

/**
 * SQL for the rows of a page and one more row, which shows whether there is a next page. It selects `id`, the sort key
 * as `key` and the columns in `more` from `matching`.
 */
export function rowsOf(sortKey: SortKey, page: Page, more = sql.fragment``): FragmentSqlToken {
  const { after, limit, offset, sortOrder } = page;
  const direction = directions[sortOrder];
  const sorted = (condition: FragmentSqlToken, skipped = 0) => sql.fragment`
    SELECT id, ${sortKey.column} AS key ${more} FROM matching WHERE ${condition}
    ORDER BY ${sortKey.column} ${direction}, id ${direction} LIMIT ${limit + 1} OFFSET ${skipped}`;
  if (!after) return sorted(sql.fragment`true`, offset);
  const [first, second] = conditionsAfter(after, sortKey, sortOrder);
  if (!second) return sorted(first);
  // One condition with OR would not be found in an index.
  return sql.fragment`
    SELECT * FROM ((${sorted(first)}) UNION ALL (${sorted(second)})) AS parts
    ORDER BY key ${direction}, id ${direction} LIMIT ${limit + 1}`;
}

/**
 * The conditions of the rows after a place: of those that sort with its key, and of those that follow in any case. Rows
 * without a key come last in ascending order.
 */
function conditionsAfter(
  { key, id }: Place,
  { column, type, isNullable }: SortKey,
  sortOrder: SortOrder,
): readonly [FragmentSqlToken, FragmentSqlToken?] {
  const follows = sortOrder === 'asc' ? sql.fragment`>` : sql.fragment`<`;
  if (key === null) {
    const first = sql.fragment`${column} IS NULL AND id ${follows} ${id}::uuid`;
    return sortOrder === 'asc' ? [first] : [first, sql.fragment`${column} IS NOT NULL`];
  }
  const first = sql.fragment`(${column}, id) ${follows} (${keyValueOf(key, type)}, ${id}::uuid)`;
  return isNullable && sortOrder === 'asc' ? [first, sql.fragment`${column} IS NULL`] : [first];
}

/** The value of a key in SQL. A cursor comes from the client, so a text that the type does not allow is refused. */
function keyValueOf(key: string, type: KeyType): FragmentSqlToken {
  if (type === 'text') return sql.fragment`${key}::text`;
  if (type === 'number' && isNumber(key)) return sql.fragment`${key}::int8`;
  if (type === 'instant' && isInstant(key)) return sql.fragment`${key}::timestamptz`;
  throw invalid('after', 'Must be a cursor that the list has returned.');
}

const isNumber = (text: string): boolean => text.length <= 9 && /^\d+$/.test(text);
const isInstant = (text: string): boolean => z.iso.datetime({ precision: 6 }).safeParse(text).success && text > '1900';

/** SQL for the sort key of a row as text. Instants are read as texts anyway. */
export const keyTextOf = ({ type }: SortKey): FragmentSqlToken =>
  type === 'instant' ? sql.fragment`page.key` : sql.fragment`page.key::text`;

/** SQL for the place of the last item of `page`, as JSON text; null when no row follows that item. */
export const nextOf = ({ type }: SortKey, { limit }: Page): FragmentSqlToken => sql.fragment`(
  SELECT json_build_object('key', ${type === 'instant' ? instantText : sql.fragment`key::text`}, 'id', id)::text
  FROM page WHERE place = ${limit} AND (SELECT max(place) FROM page) > ${limit})`;

const instantText = sql.fragment`to_char(key AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const place = z.object({ key: z.string().nullable(), id: z.string() });
export const parseNext = (text: string | null): Place | null => (text ? place.parse(JSON.parse(text)) : null);
