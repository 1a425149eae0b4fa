import { type FragmentSqlToken, sql } from 'slonik';
import type { Capacity } from '../../events/data-read-values.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Reader } from '../consistency/reader.ts';
import { allOf } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';

/** A request for a page of the reads of an athlete's data. A time `from` is included, a time `to` is not. */
export type ListDataReads = Page &
  Readonly<{
    athlete: AccountId;
    capacity?: Capacity | undefined;
    reader?: AccountId | undefined;
    from?: Instant | undefined;
    to?: Instant | undefined;
  }>;

/** Who has read which data of an athlete: a page of the access log, sorted by the first read of each row. */
export const listDataReads = (reader: Reader, question: ListDataReads): Promise<ListPage> =>
  // The access log is no read model, so there is nothing to wait for.
  list(reader, { ...question, parts: [], requiredPosition: () => 0n }, () => ({
    matching: sql.fragment`
      SELECT r.id, r.first_at, ${item} AS item FROM data_reads r WHERE ${conditionsOf(question)}`,
    sortKey: { column: sql.fragment`first_at`, type: 'instant' },
  }));

const conditionsOf = ({ athlete, capacity, reader, from, to }: ListDataReads): FragmentSqlToken =>
  allOf(
    sql.fragment`r.owner = ${athlete}`,
    capacity !== undefined && sql.fragment`r.capacity = ${capacity}`,
    reader !== undefined && sql.fragment`r.reader = ${reader}`,
    from !== undefined && sql.fragment`r.last_at >= ${from}::timestamptz`,
    to !== undefined && sql.fragment`r.first_at < ${to}::timestamptz`,
  );

const timeText = (column: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** SQL for the JSON text of a row. The sign-in of another account is about that account, so it is not shown. */
const item = sql.fragment`
  json_build_object(
    'id', r.id,
    'reader', json_build_object('id', r.reader, 'capacity', r.capacity, 'via', r.via,
      'session', CASE WHEN r.capacity = 'self' THEN r.session END),
    'operation', r.operation,
    'about', CASE WHEN r.kind IS NOT NULL THEN json_build_object('kind', r.kind, 'id', r.item) END,
    'firstAt', ${timeText(sql.fragment`r.first_at`)}, 'lastAt', ${timeText(sql.fragment`r.last_at`)},
    'seconds', extract(epoch FROM r.last_at - r.first_at)::float8,
    'reads', r.reads)::text`;
