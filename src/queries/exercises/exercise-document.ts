import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';

/** The rows that queries for exercises read: the reference lists, the catalogue, and the caller's own exercises. */
export const exerciseParts = (caller: AccountId) =>
  [
    { model: readModels.referenceLists, owner: 'system' },
    { model: readModels.exercises, owner: 'system' },
    { model: readModels.exercises, owner: caller },
  ] as const;

/**
 * A common table expression `names` of one row: per reference list a map from item id to item name, and as `version` a
 * text that changes whenever anything changes that `exerciseDocument` adds to a stored document.
 */
export const referenceNames = (referenceLists: FragmentSqlToken, imageBase: string): FragmentSqlToken => sql.fragment`
  reference_lists AS MATERIALIZED (
    SELECT id, revision, (
      SELECT jsonb_object_agg(item ->> 'id', item ->> 'name') FROM jsonb_array_elements(doc::jsonb -> 'items') AS item
    ) AS names FROM ${referenceLists}
  ),
  names AS MATERIALIZED (
    SELECT
      (SELECT names FROM reference_lists WHERE id = 'muscleGroups') AS muscles,
      (SELECT names FROM reference_lists WHERE id = 'equipment') AS equipment,
      (SELECT names FROM reference_lists WHERE id = 'exerciseTags') AS tags,
      left(md5(${imageBase}), 6)
        || (SELECT coalesce(string_agg('-' || revision, '' ORDER BY id), '') FROM reference_lists) AS version
  )`;

/**
 * SQL for the JSON text of an exercise: its stored document `body` with item names and image URLs added. A stored
 * document has no `archivedAt` while the exercise is in use, and no `copyOf` unless it is a copy.
 */
export const exerciseDocument = (imageBase: string): FragmentSqlToken => sql.fragment`(body || jsonb_build_object(
  'archivedAt', body -> 'archivedAt',
  'copyOf', body -> 'copyOf',
  'primaryMuscles', ${namedItems(sql.fragment`'primaryMuscles'`, sql.fragment`muscles`)},
  'secondaryMuscles', ${namedItems(sql.fragment`'secondaryMuscles'`, sql.fragment`muscles`)},
  'equipment', ${namedItems(sql.fragment`'equipment'`, sql.fragment`equipment`)},
  'tags', ${namedItems(sql.fragment`'tags'`, sql.fragment`tags`)},
  'imagePathStart', ${imageUrl(sql.fragment`'imagePathStart'`, imageBase)},
  'imagePathEnd', ${imageUrl(sql.fragment`'imagePathEnd'`, imageBase)}))::text`;

/**
 * SQL that replaces the item ids in a member of the exercise document with objects of id and name, in the same order.
 * Omits items that were removed from the reference list.
 */
const namedItems = (member: FragmentSqlToken, names: FragmentSqlToken): FragmentSqlToken => sql.fragment`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id::int4, 'name', names.${names} ->> id) ORDER BY place), '[]')
  FROM jsonb_array_elements_text(body -> ${member}) WITH ORDINALITY AS listed (id, place)
  WHERE names.${names} ? id)`;

const imageUrl = (member: FragmentSqlToken, base: string): FragmentSqlToken =>
  sql.fragment`${base} || '/exercises' || (body ->> ${member})`;
