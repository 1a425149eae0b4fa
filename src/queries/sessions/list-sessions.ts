import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { allOf, containing } from '../statements/conditions.ts';
import { list, type Page } from '../statements/list.ts';
import { deletedExercises, sessionDocument, sessionParts } from './session-document.ts';

/** Filters must all hold. */
export type ListSessions = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    view: 'summary' | 'full';
    orderBy: 'startedAt' | 'name' | 'createdAt';
    status?: SessionStatus | undefined;
    /** First day `YYYY-MM-DD`, by the calendar of the session's time zone. */
    from?: string | undefined;
    /** Last day, inclusive. */
    to?: string | undefined;
    /** Part of the name of the session or of one of its exercises, in any case. */
    search?: string | undefined;
  }>;

const sortKeys = {
  startedAt: sql.fragment`started_at`,
  name: sql.fragment`sort_name`,
  createdAt: sql.fragment`created_at`,
};

/** The owner's training sessions. Sessions without a name come last in ascending order. */
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

// The index is on `started_at`: the local day of an instant differs from its UTC day by one day at most.
const isFrom = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day >= ${day} AND started_at >= (${day} - 1)::timestamp AT TIME ZONE 'UTC'`;
const isUpTo = (day: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`local_day <= ${day} AND started_at < (${day} + 2)::timestamp AT TIME ZONE 'UTC'`;

/** Postgres has no year 0, and no session is that old. */
const existingDay = (day: string): string => (day < firstDay ? firstDay : day);
const firstDay = '0001-01-02';
