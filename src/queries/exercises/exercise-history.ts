import { sql } from 'slonik';
import type { AccountId, ExerciseId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Place, type Reader, readConsistently, tableOf } from '../consistency/reader.ts';
import { envelope, type Page } from '../envelope.ts';
import { readModels } from '../read-models.ts';

export type ExerciseHistory = Page &
  Readonly<{ owner: AccountId; exerciseId: ExerciseId; requiredPosition: RequiredPosition; sortOrder: 'asc' | 'desc' }>;

const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };

/**
 * The owner's sessions with an exercise, by their start, each with what was done of it: the list's envelope as ready JSON text. Numbers
 * stay the texts that they are.
 */
export async function exerciseHistory(reader: Reader, history: ExerciseHistory): Promise<string> {
  const { owner, exerciseId } = history;
  const direction = directions[history.sortOrder];
  const order = sql.fragment`started_at ${direction}, id ${direction}`;
  const matching = (place: Place) => sql.fragment`
    SELECT id, started_at, json_build_object(
      'sessionId', id, 'sessionName', doc::json -> 'name', 'status', status, 'startedAt', doc::json -> 'startedAt',
      'timezone', doc::json -> 'timezone', 'exercises', (
        SELECT json_agg(entry ORDER BY place) FROM json_array_elements(doc::json -> 'exercises') WITH ORDINALITY AS listed (entry, place)
        WHERE entry ->> 'exerciseId' = ${exerciseId}
      ))::text AS item
    FROM ${tableOf('session_documents', place)}
    WHERE owner = ${owner} AND NOT deleted AND exercise_ids @> ${sql.array([exerciseId], 'uuid')}`;
  const { body } = await readConsistently(reader, readModels.sessions, history, (place) =>
    reader.db.one(envelope(place, matching(place), order, history)),
  );
  return body;
}
