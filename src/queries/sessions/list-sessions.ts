import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { deletedExercises, linkedDocument, linkedParts } from '../exercises/linked-document.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing, existingDay } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import type { SortKey } from '../statements/places.ts';
import { overlappingIds, overlapsOf } from './overlaps.ts';

/** A request for a page of training sessions. The list contains the sessions that match every given filter. */
export type ListSessions = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    view: 'summary' | 'full';
    orderBy: 'startedAt' | 'name' | 'createdAt' | 'updatedAt';
    status?: SessionStatus | undefined;
    /** The first day, as `YYYY-MM-DD`, on which sessions may start, in the time zone of the session. */
    from?: string | undefined;
    /** The last day, as `YYYY-MM-DD`, on which sessions may start, in the time zone of the session. */
    to?: string | undefined;
    /** A text that the session's name or the name of one of its exercises contains, in upper or lower case. */
    search?: string | undefined;
    /** Sessions changed at or after this instant. */
    updatedAfter?: Instant | undefined;
    /** Whether the time of the session overlaps with that of another one. Items that overlap list the others. */
    overlapping?: boolean | undefined;
  }>;

const sortKeys: Readonly<Record<ListSessions['orderBy'], SortKey>> = {
  startedAt: { column: sql.fragment`started_at`, type: 'instant' },
  name: { column: sql.fragment`sort_name`, type: 'text', isNullable: true },
  createdAt: { column: sql.fragment`created_at`, type: 'instant' },
  updatedAt: { column: sql.fragment`updated_at`, type: 'text' },
};

/** A page of the owner's training sessions. Sorted by name in ascending order, those without a name come last. */
export const listSessions = (reader: Reader, question: ListSessions): Promise<ListPage> =>
  question.view === 'full' ? listDocuments(reader, question) : listSummaries(reader, question);

const listSummaries = (reader: Reader, question: ListSessions): Promise<ListPage> =>
  list(reader, { ...question, parts: [{ model: readModels.sessions, owner: question.owner }] }, ([sessions]) => ({
    matching: sql.fragment`
      SELECT id, started_at, sort_name, created_at, updated_at, ${marked(question, sessions.table, sessions.table, sql.fragment`summary`)} AS item
      FROM ${sessions.table} WHERE ${conditionsOf(question, sessions.table)}`,
    sortKey: sortKeys[question.orderBy],
  }));

const listDocuments = (reader: Reader, question: ListSessions): Promise<ListPage> =>
  list(reader, { ...question, parts: linkedParts(readModels.sessions, question.owner) }, ([sessions, exercises]) => ({
    matching: sql.fragment`
      SELECT s.id, started_at, sort_name, s.created_at, s.updated_at,
        (SELECT ${marked(question, sessions.table, sql.fragment`s`, linkedDocument)}
          FROM ${deletedExercises(exercises.table)} AS deleted) AS item
      FROM ${sessions.table} s WHERE ${conditionsOf(question, sessions.table)}`,
    sortKey: sortKeys[question.orderBy],
  }));

/** The JSON text of an item, with the ids of the sessions that overlap with it if the list is about overlaps. */
const marked = (
  { overlapping = false }: ListSessions,
  sessions: FragmentSqlToken,
  row: FragmentSqlToken,
  item: FragmentSqlToken,
): FragmentSqlToken =>
  overlapping ? sql.fragment`left(${item}, -1) || ',"overlaps":' || ${overlapsOf(sessions, row)} || '}'` : item;

const conditionsOf = (question: ListSessions, sessions: FragmentSqlToken): FragmentSqlToken => {
  const { owner, status, from, to, search, updatedAfter, overlapping } = question;
  return allOf(
    sql.fragment`owner = ${owner}`,
    sql.fragment`NOT deleted`,
    status !== undefined && sql.fragment`status = ${status}`,
    from !== undefined && isFrom(sql.fragment`${existingDay(from)}::date`),
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}`,
    to !== undefined && isUpTo(sql.fragment`${existingDay(to)}::date`),
    search !== undefined && search !== '' && sql.fragment`search_text LIKE ${containing(search)}`,
    overlapping !== undefined && sql.fragment`(id IN (${overlappingIds(sessions, owner)})) = ${overlapping}`,
  );
};

// The second condition lets Postgres use the index on `started_at`. It allows for one day more, because the local day
// of an instant differs from its UTC day by one day at most.
const isFrom = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day >= ${day} AND started_at >= (${day} - 1)::timestamp AT TIME ZONE 'UTC'`;
const isUpTo = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day <= ${day} AND started_at < (${day} + 2)::timestamp AT TIME ZONE 'UTC'`;
