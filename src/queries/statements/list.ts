import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { progressColumn } from '../consistency/checkpoints.ts';
import { type ConsistentRead, readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Part, SourcesOf } from '../consistency/sources.ts';

export type SortOrder = 'asc' | 'desc';

/** Which part of a list, and its direction; `limit` 1–100, `offset` from 0. */
export type Page = Readonly<{ limit: number; offset: number; sortOrder: SortOrder }>;

export const directions: Readonly<Record<SortOrder, FragmentSqlToken>> = {
  asc: sql.fragment`ASC`,
  desc: sql.fragment`DESC`,
};

/** The rows of a list before paging: `matching` selects `id`, the sort key, and as `item` the JSON text of the row. */
export type Selection = Readonly<{ matching: FragmentSqlToken; sortKey: FragmentSqlToken }>;

const row = z.object({ progress: z.string(), body: z.string() });

/** One page of a list as JSON text, sorted by the key and then by id. The total is that of the whole list, also past its end. */
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

/** `{"items":[…],"total":n,"limit":l,"offset":o}`, from the items as one text and the number of rows in `matching`. */
export const envelopeOf = (items: FragmentSqlToken, { limit, offset }: Page): FragmentSqlToken => sql.fragment`
  '{"items":[' || coalesce((${items}), '') || '],"total":' || (SELECT count(*) FROM matching)
    || ${`,"limit":${limit},"offset":${offset}}`}::text`;
