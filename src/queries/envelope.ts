import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Place } from './consistency/reader.ts';
import { checkpointOf } from './consistency/reader.ts';

/** Which part of a list; `limit` 1–100, `offset` from 0. */
export type Page = Readonly<{ limit: number; offset: number }>;

const row = z.object({ position: z.bigint().nullable(), body: z.string() });

/**
 * The beginning of a statement whose first column, `body`, is a list's envelope as ready JSON text:
 * `{"items":[…],"total":n,"limit":l,"offset":o}`, with the total also past the end. `matching` selects all of the list, each row with its
 * JSON text as `item`; `order` sorts it without ties.
 */
export const envelopeText = (
  matching: FragmentSqlToken,
  order: FragmentSqlToken,
  { limit, offset }: Page,
): FragmentSqlToken => sql.fragment`
  WITH matching AS NOT MATERIALIZED (${matching}),
  page AS (
    SELECT item, row_number() OVER () AS place
    FROM (SELECT item FROM matching ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) AS sorted
  )
  SELECT
    '{"items":[' || coalesce((SELECT string_agg(item, ',' ORDER BY place) FROM page), '')
      || '],"total":' || (SELECT count(*) FROM matching)
      || ${`,"limit":${limit},"offset":${offset}}`}::text AS body`;

/** The envelope of a list of one owner's. */
export const envelope = (place: Place, matching: FragmentSqlToken, order: FragmentSqlToken, page: Page) =>
  sql.type(row)`${envelopeText(matching, order, page)}, ${checkpointOf(place)} AS position`;
