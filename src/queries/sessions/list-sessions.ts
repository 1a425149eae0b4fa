import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { SessionStatus } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Reader, readConsistently, readPartsConsistently, tableOf } from '../consistency/reader.ts';
import { envelope, envelopeText, type Page } from '../envelope.ts';
import { positionsColumn, positionsOf } from '../exercises/exercise-json.ts';
import { readModels } from '../read-models.ts';
import { containing } from '../text.ts';
import { goneOf, sessionParts, sessionTablesAt, withoutGone } from './session-json.ts';

/** What to list, of which owner; `from` and `to` are days `YYYY-MM-DD` where the athlete was, both included. */
export type SessionList = Page &
  Readonly<{
    owner: AccountId;
    requiredPosition: RequiredPosition;
    view: 'summary' | 'full';
    orderBy: 'startedAt' | 'name' | 'createdAt';
    sortOrder: 'asc' | 'desc';
    status?: SessionStatus | undefined;
    from?: string | undefined;
    to?: string | undefined;
    /** Part of the session's name or of an exercise's, in any case. */
    search?: string | undefined;
  }>;

const keys = {
  startedAt: sql.fragment`started_at`,
  name: sql.fragment`sort_name`,
  createdAt: sql.fragment`created_at`,
};
const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };

/** The list's envelope as ready JSON text. Sessions without a name come last, descending first. */
export async function listSessions(reader: Reader, list: SessionList): Promise<string> {
  const { body } = await (list.view === 'full' ? listDocuments(reader, list) : listSummaries(reader, list));
  return body;
}

const order = ({ orderBy, sortOrder }: SessionList): FragmentSqlToken =>
  sql.fragment`${keys[orderBy]} ${directions[sortOrder]}, id ${directions[sortOrder]}`;

const listSummaries = (reader: Reader, list: SessionList) =>
  readConsistently(reader, readModels.sessions, list, (place) => {
    const matching = sql.fragment`
      SELECT id, started_at, sort_name, created_at, summary AS item FROM ${tableOf('session_documents', place)}
      WHERE ${sql.join(conditions(list), sql.fragment` AND `)}`;
    return reader.db.one(envelope(place, matching, order(list), list));
  });

const documentsRow = z.object({ positions: positionsColumn, body: z.string() });

const listDocuments = (reader: Reader, list: SessionList) =>
  readPartsConsistently(reader, sessionParts(list.owner), list.requiredPosition, (places) => {
    const { sessions, exercises } = sessionTablesAt(places);
    const matching = sql.fragment`
      SELECT s.id, started_at, sort_name, s.created_at, (SELECT ${withoutGone} FROM ${goneOf(exercises)} AS gone) AS item FROM ${sessions} s
      WHERE ${sql.join(conditions(list), sql.fragment` AND `)}`;
    return reader.db.one(sql.type(documentsRow)`
      ${envelopeText(matching, order(list), list)}, ${positionsOf(places)} AS positions`);
  });

function conditions({ owner, status, from, to, search }: SessionList): FragmentSqlToken[] {
  const all = [sql.fragment`owner = ${owner}`, sql.fragment`NOT deleted`];
  if (status !== undefined) all.push(sql.fragment`status = ${status}`);
  // The days of an instant differ by a day at most between zones: so much the index can narrow down.
  if (from !== undefined) {
    const day = sql.fragment`${possible(from)}::date`;
    all.push(sql.fragment`local_day >= ${day} AND started_at >= (${day} - 1)::timestamp AT TIME ZONE 'UTC'`);
  }
  if (to !== undefined) {
    const day = sql.fragment`${possible(to)}::date`;
    all.push(sql.fragment`local_day <= ${day} AND started_at < (${day} + 2)::timestamp AT TIME ZONE 'UTC'`);
  }
  if (search !== undefined && search !== '') all.push(sql.fragment`search_text LIKE ${containing(search)}`);
  return all;
}

/** Postgres has no year 0, and nobody trained in it. */
const firstDay = '0001-01-02';
const possible = (day: string): string => (day < firstDay ? firstDay : day);
