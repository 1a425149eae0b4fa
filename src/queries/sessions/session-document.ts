import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';

/** What complete sessions are read from: the sessions, and the exercises that they may refer to. */
export const sessionParts = (owner: AccountId) =>
  [
    { model: readModels.sessions, owner },
    { model: readModels.exercises, owner: 'system' },
    { model: readModels.exercises, owner },
  ] as const;

/** A row `deleted` beside the session `s`: how many of its exercises are deleted, and a pattern that matches their ids. */
export const deletedExercises = (exercises: FragmentSqlToken): FragmentSqlToken => sql.fragment`LATERAL (
  SELECT count(*)::int4 AS count, string_agg(e.id::text, '|') AS ids FROM ${exercises} e
  WHERE s.exercise_ids <> '{}' AND e.id = any(s.exercise_ids) AND e.doc IS NULL)`;

/**
 * The JSON text of the session `s`, in which references to deleted exercises are null. Quotes within typed text are escaped in JSON,
 * so the pattern matches nothing but references.
 */
export const sessionDocument = sql.fragment`CASE WHEN deleted.ids IS NULL THEN s.doc
  ELSE regexp_replace(s.doc, '"exerciseId":"(' || deleted.ids || ')"', '"exerciseId":null', 'g') END`;
