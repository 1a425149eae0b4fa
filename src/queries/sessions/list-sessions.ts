import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { list, type Page } from '../statements/list.ts';
import { deletedExercises, sessionDocument, sessionParts } from './session-document.ts';

/** A request for a page of training sessions. The list contains the sessions that match every given filter. */
export type ListSessions = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    view: 'summary' | 'full';
    orderBy: 'startedAt' | 'name' | 'createdAt';
    status?: SessionStatus | undefined;
    /** The first day, as `YYYY-MM-DD`, on which sessions may start, in the time zone of the session. */
    from?: string | undefined;
    /** The last day, as `YYYY-MM-DD`, on which sessions may start, in the time zone of the session. */
    to?: string | undefined;
    /** A text that the session's name or the name of one of its exercises contains, in upper or lower case. */
    search?: string | undefined;
  }>;

const sortKeys = {
  startedAt: sql.fragment`started_at`,
  name: sql.fragment`sort_name`,
  createdAt: sql.fragment`created_at`,
};

/** A page of the owner's training sessions. Sorted by name in ascending order, those without a name come last. */
export const listSessions = (reader: Reader, question: ListSessions): Promise<string> =>
  question.view === 'full' ? listDocuments(reader, question) : listSummaries(reader, question);

const listSummaries = (reader: Reader, question: ListSessions): Promise<string> =>
  list(reader, { ...question, parts: [{ model: readModels.sessions, owner: question.owner }] }, ([sessions]) => ({
    matching: sql.fragment`
      SELECT id, started_at, sort_name, created_at, summary AS item FROM ${sessions.table} WHERE ${conditionsOf(question)}`,
    sortKey: sortKeys[question.orderBy],
  }));

const listDocuments = (reader: Reader, question: ListSessions): Promise<string> =>
  list(reader, { ...question, parts: sessionParts(question.owner) }, ([sessions, exercises]) => ({
    matching: sql.fragment`
      SELECT s.id, started_at, sort_name, s.created_at,
        (SELECT ${sessionDocument} FROM ${deletedExercises(exercises.table)} AS deleted) AS item
      FROM ${sessions.table} s WHERE ${conditionsOf(question)}`,
    sortKey: sortKeys[question.orderBy],
  }));

const conditionsOf = ({ owner, status, from, to, search }: ListSessions): FragmentSqlToken =>
  allOf(
    sql.fragment`owner = ${owner}`,
    sql.fragment`NOT deleted`,
    status !== undefined && sql.fragment`status = ${status}`,
    from !== undefined && isFrom(sql.fragment`${existingDay(from)}::date`),
    to !== undefined && isUpTo(sql.fragment`${existingDay(to)}::date`),
    search !== undefined && search !== '' && sql.fragment`search_text LIKE ${containing(search)}`,
  );

// The second condition lets Postgres use the index on `started_at`. It allows for one day more, because the local day
// of an instant differs from its UTC day by one day at most.
const isFrom = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day >= ${day} AND started_at >= (${day} - 1)::timestamp AT TIME ZONE 'UTC'`;
const isUpTo = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day <= ${day} AND started_at < (${day} + 2)::timestamp AT TIME ZONE 'UTC'`;

/** Replaces days in the year 0, which Postgres refuses, with the first possible day. No session is that old. */
const existingDay = (day: string): string => (day < firstDay ? firstDay : day);
const firstDay = '0001-01-02';
