import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { progressColumn } from '../consistency/checkpoints.ts';
import { type ConsistentRead, readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Part, SourcesOf } from '../consistency/sources.ts';

export type SortOrder = 'asc' | 'desc';

/** Which page of a list to return: `limit` items (1–100) after the first `offset` items, and the sort order. */
export type Page = Readonly<{ limit: number; offset: number; sortOrder: SortOrder }>;

export const directions: Readonly<Record<SortOrder, FragmentSqlToken>> = {
  asc: sql.fragment`ASC`,
  desc: sql.fragment`DESC`,
};

/** SQL for a whole list before paging: `matching` selects `id`, the sort key, and as `item` each row's JSON text. */
export type Selection = Readonly<{ matching: FragmentSqlToken; sortKey: FragmentSqlToken }>;

const row = z.object({ progress: z.string(), body: z.string() });

/**
 * One page of a list as JSON text, sorted by the sort key and then by id. Its total counts the whole list, even if the
 * page is after the end of the list.
 */
export async function list<const Parts extends readonly Part[]>(
  reader: Reader,
  question: ConsistentRead<Parts> & Page,
  select: (sources: SourcesOf<Parts>) => Selection,
): Promise<string> {
  const { limit, offset, sortOrder } = question;
  const direction = directions[sortOrder];
  const { body } = await readConsistently(reader, question, (sources) => {
    const { matching, sortKey } = select(sources);
    return reader.db.one(sql.type(row)`
      WITH matching AS NOT MATERIALIZED (${matching}),
      page AS (
        SELECT item, row_number() OVER () AS place FROM (
          SELECT item FROM matching ORDER BY ${sortKey} ${direction}, id ${direction} LIMIT ${limit} OFFSET ${offset}
        ) AS sorted
      )
      SELECT ${progressColumn(sources)} AS progress,
        ${envelopeOf(sql.fragment`SELECT string_agg(item, ',' ORDER BY place) FROM page`, question)} AS body`);
  });
  return body;
}

/** SQL for `{"items":[…],"total":n,"limit":l,"offset":o}` as text; `total` is the number of rows in `matching`. */
export const envelopeOf = (items: FragmentSqlToken, { limit, offset }: Page): FragmentSqlToken => sql.fragment`
  '{"items":[' || coalesce((${items}), '') || '],"total":' || (SELECT count(*) FROM matching)
    || ${`,"limit":${limit},"offset":${offset}}`}::text`;
