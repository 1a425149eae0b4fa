import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';

/** How many overlapping sessions an item lists. */
const maxListed = 20;

/**
 * SQL for the time at which a session ends as far as overlaps are concerned: at most a day after its start, also for a
 * session without end, which may have been forgotten.
 */
const endOf = (row: FragmentSqlToken): FragmentSqlToken => sql.fragment`least(
  (${row}.summary::json ->> 'endedAt')::timestamptz, ${row}.started_at + interval '1 day')`;

/**
 * SQL for the ids of the owner's sessions whose time overlaps with that of another one. It reads the sessions once, in
 * the order of their starts: a session overlaps if an earlier one ends after its start, or if the next one starts before
 * its end.
 */
export const overlappingIds = (sessions: FragmentSqlToken, owner: AccountId): FragmentSqlToken => sql.fragment`
  SELECT id FROM (
    SELECT id, lead(started_at) OVER spans < ended_at OR max(ended_at) OVER earlier > started_at AS is_overlapping
    FROM (
      SELECT o.id, o.started_at, ${endOf(sql.fragment`o`)} AS ended_at
      FROM ${sessions} o WHERE o.owner = ${owner} AND NOT o.deleted) AS o
    WINDOW spans AS (ORDER BY started_at, ended_at, id),
      earlier AS (spans ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS o
  WHERE is_overlapping`;

/**
 * SQL for the ids of the sessions that overlap with the session `row`, as JSON text. For overlaps, a session lasts a
 * day at most. So the query reads only sessions that started less than a day before `row` or during it.
 */
export const overlapsOf = (sessions: FragmentSqlToken, row: FragmentSqlToken): FragmentSqlToken => sql.fragment`(
  SELECT json_agg(id)::text FROM (
    SELECT o.id FROM ${sessions} o
    WHERE o.owner = ${row}.owner AND NOT o.deleted AND o.id <> ${row}.id
      AND o.started_at > ${row}.started_at - interval '1 day' AND o.started_at < ${endOf(row)}
      AND ${endOf(sql.fragment`o`)} > ${row}.started_at
    ORDER BY o.started_at, o.id LIMIT ${maxListed}) AS listed)`;
