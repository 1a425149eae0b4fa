import { sql } from 'slonik';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';

export type ListExerciseHistory = Page &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; requiredPosition: RequiredPosition }>;

/**
 * The owner's training sessions that contain an exercise, sorted by start, each with its entries of this exercise. SQL
 * uses the type `json` instead of `jsonb`, because it keeps numbers as they were typed. A session also refers to a planned
 * exercise that was exchanged for another one; only such sessions are parsed to find out whether they contain it.
 */
export function listExerciseHistory(reader: Reader, question: ListExerciseHistory): Promise<ListPage> {
  const { owner, exerciseId } = question;
  return list(reader, { ...question, parts: [{ model: readModels.sessions, owner }] }, ([sessions]) => ({
    matching: sql.fragment`
      SELECT id, started_at, json_build_object(
        'sessionId', id, 'sessionName', doc::json -> 'name', 'status', status, 'startedAt', doc::json -> 'startedAt',
        'timezone', doc::json -> 'timezone', 'exercises', (
          SELECT json_agg(entry ORDER BY place)
          FROM json_array_elements(doc::json -> 'exercises') WITH ORDINALITY AS entries (entry, place)
          WHERE entry ->> 'exerciseId' = ${exerciseId}
        ))::text AS item
      FROM ${sessions.table}
      WHERE owner = ${owner} AND NOT deleted AND exercise_ids @> ${sql.array([exerciseId], 'uuid')}
        AND (strpos(doc, '"isExchanged":true') = 0 OR EXISTS (
          SELECT FROM json_array_elements(doc::json -> 'exercises') AS entry
          WHERE entry ->> 'exerciseId' = ${exerciseId}))`,
    sortKey: { column: sql.fragment`started_at`, type: 'instant' },
  }));
}
