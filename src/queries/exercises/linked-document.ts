import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { ReadModel } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

/** The length of a UUID as text; one quotation mark follows it in the document. */
const uuidLength = 36;

/** The rows that queries for documents with links to exercises read: the documents, and the exercises. */
export const linkedParts = (model: ReadModel, owner: AccountId) =>
  [
    { model, owner },
    { model: readModels.exercises, owner: 'system' },
    { model: readModels.exercises, owner },
  ] as const;

/** The rows that queries for training units read: also the names of muscles. */
export const unitParts = (owner: AccountId) =>
  [...linkedParts(readModels.units, owner), { model: readModels.referenceLists, owner: 'system' }] as const;

/**
 * A common table expression `muscles` of one row: a map from the number of each muscle group to its name, and as `version` a
 * number that changes with them.
 */
export const muscleNames = (referenceLists: FragmentSqlToken): FragmentSqlToken => sql.fragment`
  muscles AS MATERIALIZED (
    SELECT revision AS version, (
      SELECT jsonb_object_agg(item ->> 'id', item -> 'name') FROM jsonb_array_elements(doc::jsonb -> 'items') AS item
    ) AS names FROM ${referenceLists} WHERE id = 'muscleGroups'
  )`;

/** SQL joined to a row `s`: how many of its exercises are deleted, and a JSON object whose keys are their ids. */
export const deletedExercises = (exercises: FragmentSqlToken): FragmentSqlToken => sql.fragment`LATERAL (
  SELECT count(*)::int4 AS count, jsonb_object_agg(e.id, true) AS ids FROM ${exercises} e
  WHERE s.exercise_ids <> '{}' AND e.id = any(s.exercise_ids) AND e.doc IS NULL)`;

/**
 * SQL for the JSON text of a document, in which references to deleted exercises are replaced with null. Cuts the text at
 * each reference, in linear time. Typed text cannot look like one, because JSON escapes its quotation marks.
 */
export const linkedDocument = sql.fragment`CASE WHEN deleted.ids IS NULL THEN s.doc ELSE (
  SELECT string_agg(CASE
    WHEN place = 1 THEN piece
    WHEN deleted.ids ? left(piece, ${uuidLength}) THEN '"exerciseId":null' || substr(piece, ${uuidLength + 2})
    ELSE '"exerciseId":"' || piece END, '' ORDER BY place)
  FROM string_to_table(s.doc, '"exerciseId":"') WITH ORDINALITY AS pieces (piece, place)) END`;

const ofMuscles = sql.fragment`'Muscles":['`;

/**
 * SQL for the JSON text of a unit, as `linkedDocument`, in which muscle numbers are replaced with objects of id and name.
 * Omits muscles that were deleted. A unit without links to exercises has no muscles.
 */
export const unitDocument = sql.fragment`CASE WHEN s.exercise_ids = '{}' THEN s.doc ELSE (
  SELECT string_agg(CASE WHEN place = 1 THEN piece ELSE ${ofMuscles} || coalesce((
    SELECT string_agg('{"id":' || number || ',"name":' || (names -> number)::text || '}', ',' ORDER BY at)
    FROM muscles, string_to_table(split_part(piece, ']', 1), ',') WITH ORDINALITY AS numbers (number, at)
    WHERE names ? number
  ), '') || substr(piece, strpos(piece, ']')) END, '' ORDER BY place)
  FROM string_to_table(${linkedDocument}, ${ofMuscles}) WITH ORDINALITY AS parts (piece, place)) END`;
