import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { checkpointOf, type Part, type Place, tableOf } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';

/** In whose lists the catalogue is. */
export const everybody = '00000000-0000-0000-0000-000000000000';

/** What a question about exercises reads: the directories, the catalogue, and the asker's own ones. */
export const partsFor = (asker: AccountId): readonly Part[] => [
  { model: readModels.directories, owner: 'system' },
  { model: readModels.exercises, owner: 'system' },
  { model: readModels.exercises, owner: asker },
];

/** The tables of these parts; all parts of a read model are of one version. */
export type Tables = Readonly<{
  directories: FragmentSqlToken;
  exercises: FragmentSqlToken;
  positions: FragmentSqlToken;
}>;

export const tablesAt = (places: readonly Place[]): Tables => {
  const [directories, exercises] = places as readonly [Place, Place];
  return {
    directories: sql.fragment`${tableOf('directories', directories)}`,
    exercises: sql.fragment`${tableOf('exercises', exercises)}`,
    positions: positionsOf(places),
  };
};

/** How far each part is whole, as one column. */
export const positionsOf = (places: readonly Place[]): FragmentSqlToken => sql.fragment`
  json_build_array(${sql.join(
    places.map((place) => sql.fragment`(${checkpointOf(place)})::text`),
    sql.fragment`, `,
  )})::text`;

export const positionsColumn = z.string().transform((text) =>
  z
    .array(z.string().nullable())
    .parse(JSON.parse(text))
    .map((each) => (each === null ? null : BigInt(each))),
);

/** A part of a WITH clause: the names of each directory by number, and a version of all that is put into exercises. */
export const namesIn = ({ directories }: Tables, imageBase: string): FragmentSqlToken => sql.fragment`
  named AS MATERIALIZED (
    SELECT id, revision, (
      SELECT jsonb_object_agg(item ->> 'id', item ->> 'name') FROM jsonb_array_elements(doc::jsonb -> 'items') AS item
    ) AS names FROM ${directories}
  ),
  names AS MATERIALIZED (
    SELECT
      (SELECT names FROM named WHERE id = 'muscleGroups') AS muscles,
      (SELECT names FROM named WHERE id = 'equipment') AS equipment,
      (SELECT names FROM named WHERE id = 'exerciseTags') AS tags,
      left(md5(${imageBase}), 6) || (SELECT coalesce(string_agg('-' || revision, '' ORDER BY id), '') FROM named) AS version
  )`;

/** Numbers as items with their names, in their order; those of items that were removed are left out. */
const items = (member: FragmentSqlToken, names: FragmentSqlToken): FragmentSqlToken => sql.fragment`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', number::int4, 'name', names.${names} ->> number) ORDER BY place), '[]')
  FROM jsonb_array_elements_text(body -> ${member}) WITH ORDINALITY AS listed (number, place)
  WHERE names.${names} ? number)`;

const address = (member: FragmentSqlToken, base: string): FragmentSqlToken =>
  sql.fragment`${base} || '/exercises' || (body ->> ${member})`;

/** The ready JSON text of the exercise whose document is `body`, beside `names`. */
export const exerciseText = (base: string): FragmentSqlToken => sql.fragment`(body || jsonb_build_object(
  'primaryMuscles', ${items(sql.fragment`'primaryMuscles'`, sql.fragment`muscles`)},
  'secondaryMuscles', ${items(sql.fragment`'secondaryMuscles'`, sql.fragment`muscles`)},
  'equipment', ${items(sql.fragment`'equipment'`, sql.fragment`equipment`)},
  'tags', ${items(sql.fragment`'tags'`, sql.fragment`tags`)},
  'imagePathStart', ${address(sql.fragment`'imagePathStart'`, base)},
  'imagePathEnd', ${address(sql.fragment`'imagePathEnd'`, base)}))::text`;
