import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { readModels } from '../read-models.ts';

/** The value of `holder` in the rows of the catalogue. In the rows of own exercises it is their owner's id. */
export const catalogueHolder = '00000000-0000-0000-0000-000000000000';

/** What exercises are read from: the reference lists, the catalogue, and the caller's own exercises. */
export const exerciseParts = (caller: AccountId) =>
  [
    { model: readModels.referenceLists, owner: 'system' },
    { model: readModels.exercises, owner: 'system' },
    { model: readModels.exercises, owner: caller },
  ] as const;

/**
 * Part of a WITH clause: a row `names` with the name of each item of the reference lists by its id, and a version that changes with
 * everything that `exerciseDocument` adds to a stored document.
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

/** The JSON text of the exercise whose stored document is `body`, joined with the row `names`. */
export const exerciseDocument = (imageBase: string): FragmentSqlToken => sql.fragment`(body || jsonb_build_object(
  'primaryMuscles', ${namedItems(sql.fragment`'primaryMuscles'`, sql.fragment`muscles`)},
  'secondaryMuscles', ${namedItems(sql.fragment`'secondaryMuscles'`, sql.fragment`muscles`)},
  'equipment', ${namedItems(sql.fragment`'equipment'`, sql.fragment`equipment`)},
  'tags', ${namedItems(sql.fragment`'tags'`, sql.fragment`tags`)},
  'imagePathStart', ${imageUrl(sql.fragment`'imagePathStart'`, imageBase)},
  'imagePathEnd', ${imageUrl(sql.fragment`'imagePathEnd'`, imageBase)}))::text`;

/** The ids of a member as items with names, in the same order, without items that were removed. */
const namedItems = (member: FragmentSqlToken, names: FragmentSqlToken): FragmentSqlToken => sql.fragment`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id::int4, 'name', names.${names} ->> id) ORDER BY place), '[]')
  FROM jsonb_array_elements_text(body -> ${member}) WITH ORDINALITY AS listed (id, place)
  WHERE names.${names} ? id)`;

const imageUrl = (member: FragmentSqlToken, base: string): FragmentSqlToken =>
  sql.fragment`${base} || '/exercises' || (body ->> ${member})`;
