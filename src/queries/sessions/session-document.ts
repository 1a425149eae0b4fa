import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';

/** The rows that queries for full training sessions read: the sessions, and the exercises that these may refer to. */
export const sessionParts = (owner: AccountId) =>
  [
    { model: readModels.sessions, owner },
    { model: readModels.exercises, owner: 'system' },
    { model: readModels.exercises, owner },
  ] as const;

/** SQL joined to a session row `s`: how many of its exercises are deleted, and a pattern that matches their ids. */
export const deletedExercises = (exercises: FragmentSqlToken): FragmentSqlToken => sql.fragment`LATERAL (
  SELECT count(*)::int4 AS count, string_agg(e.id::text, '|') AS ids FROM ${exercises} e
  WHERE s.exercise_ids <> '{}' AND e.id = any(s.exercise_ids) AND e.doc IS NULL)`;

/**
 * SQL for the JSON text of a training session, in which references to deleted exercises are replaced with null. JSON
 * escapes quotation marks in typed text, so the pattern cannot match anything but such references.
 */
export const sessionDocument = sql.fragment`CASE WHEN deleted.ids IS NULL THEN s.doc
  ELSE regexp_replace(s.doc, '"exerciseId":"(' || deleted.ids || ')"', '"exerciseId":null', 'g') END`;
