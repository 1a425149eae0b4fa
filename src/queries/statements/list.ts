import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { progressColumn } from '../consistency/checkpoints.ts';
import { type ConsistentRead, readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Part, SourcesOf } from '../consistency/sources.ts';
import { keyTextOf, type Place, rowsOf, type SortKey } from './places.ts';
import { textBytes } from './text-bytes.ts';

export type SortOrder = 'asc' | 'desc';

/**
 * Which page of a list to return, and the sort order: `limit` items (1–100) from the place `after` on. Without a place
 * the page begins after the first `offset` items.
 */
export type Page = Readonly<{ limit: number; offset: number; after?: Place | undefined; sortOrder: SortOrder }>;

/**
 * One page of a list as JSON text, and the place of its last item; null on the last page. `parts` is the same text in
 * several parts, if the query has read it in parts: it can be sent without being joined into one long text.
 */
export type ListPage = Readonly<{ body: string; parts?: readonly (string | Buffer)[]; next: Place | null }>;

/**
 * SQL for a whole list before paging: `matching` selects `id`, the column of the sort key, and as `item` each row's
 * JSON text.
 */
export type Selection = Readonly<{ matching: FragmentSqlToken; sortKey: SortKey }>;

const row = z.object({
  progress: z.string(),
  total: z.number(),
  id: z.string().nullable(),
  key: z.string().nullable(),
  place: z.number().nullable(),
  item: textBytes.nullable(),
});
type Row = z.infer<typeof row>;

/**
 * One page of a list as JSON text, sorted by the sort key and then by id. Its total counts the whole list, even if the
 * page is after the end of the list. The texts of the items are not joined by Postgres, which would copy them several times.
 */
export async function list<const Parts extends readonly Part[]>(
  reader: Reader,
  question: ConsistentRead<Parts> & Page,
  select: (sources: SourcesOf<Parts>) => Selection,
): Promise<ListPage> {
  const { rows } = await readConsistently(reader, question, async (sources) => {
    const { matching, sortKey } = select(sources);
    const rows = await reader.db.any(statementOf(progressColumn(sources), matching, sortKey, question));
    return { progress: rows[0]?.progress ?? '', rows };
  });
  return pageOf(rows, question);
}

/**
 * One row without an item if the page is empty. The row after the page, if there is one, has no item either. Only the last row
 * of a full page has its id and its key, which name the place after it.
 */
const statementOf = (progress: FragmentSqlToken, matching: FragmentSqlToken, sortKey: SortKey, page: Page) => {
  const isLast = sql.fragment`page.place = ${page.limit}`;
  return sql.type(row)`
    WITH matching AS NOT MATERIALIZED (${matching})
    SELECT ${progress} AS progress, (SELECT count(*)::int4 FROM matching) AS total,
      CASE WHEN ${isLast} THEN page.id::text END AS id, CASE WHEN ${isLast} THEN ${keyTextOf(sortKey)} END AS key,
      page.place, (CASE WHEN page.place <= ${page.limit} THEN item END)::varchar AS item
    FROM (VALUES (1)) AS always
    LEFT JOIN (
      SELECT id, key, item, (row_number() OVER ())::int4 AS place
      FROM (${rowsOf(sortKey, page, sql.fragment`, item`)}) AS sorted
    ) AS page ON true`;
};

function pageOf(rows: readonly Row[], { limit, offset }: Page): ListPage {
  const found = rows.filter(({ place }) => place !== null).sort((one, other) => (one.place ?? 0) - (other.place ?? 0));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last?.id ? { key: last.key, id: last.id } : null;
  const texts = items.flatMap(({ item }, at) => (at === 0 ? [item ?? ''] : [',', item ?? '']));
  const parts = ['{"items":[', ...texts, `],"total":${rows[0]?.total ?? 0},"limit":${limit},"offset":${offset}}`];
  return {
    get body() {
      return parts.join('');
    },
    parts,
    next,
  };
}

/** SQL for `{"items":[…],"total":n,"limit":l,"offset":o}` as text; `total` is the number of rows in `matching`. */
export const envelopeOf = (items: FragmentSqlToken, { limit, offset }: Page): FragmentSqlToken => sql.fragment`
  '{"items":[' || coalesce((${items}), '') || '],"total":' || (SELECT count(*) FROM matching)
    || ${`,"limit":${limit},"offset":${offset}}`}::text`;
