import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { type Part, type Place, tableOf } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

/** What sessions with all that they refer to are read from: them, and the exercises of the catalogue and of the owner. */
export const sessionParts = (owner: AccountId): readonly Part[] => [
  { model: readModels.sessions, owner },
  { model: readModels.exercises, owner: 'system' },
  { model: readModels.exercises, owner },
];

/** The tables of these parts. */
export const sessionTablesAt = (places: readonly Place[]) => {
  const [sessions, exercises] = places as readonly [Place, Place];
  return {
    sessions: sql.fragment`${tableOf('session_documents', sessions)}`,
    exercises: sql.fragment`${tableOf('exercises', exercises)}`,
  };
};

/** How many of the exercises that a session `s` refers to were deleted, as a row `gone` beside it with their ids as a pattern. */
export const goneOf = (exercises: FragmentSqlToken): FragmentSqlToken => sql.fragment`LATERAL (
  SELECT count(*)::int4 AS count, string_agg(e.id::text, '|') AS ids FROM ${exercises} e
  WHERE s.exercise_ids <> '{}' AND e.id = any(s.exercise_ids) AND e.doc IS NULL)`;

/**
 * The session's JSON text, in which references to deleted exercises are null. Quotes of what people typed are escaped there, so that
 * nothing but a reference can look like one.
 */
export const withoutGone = sql.fragment`CASE WHEN gone.ids IS NULL THEN s.doc
  ELSE regexp_replace(s.doc, '"exerciseId":"(' || gone.ids || ')"', '"exerciseId":null', 'g') END`;
