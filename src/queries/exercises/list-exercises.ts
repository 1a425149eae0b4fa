import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Difficulty, ExerciseCategory } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { allOf } from '../statements/conditions.ts';
import { directions, envelopeOf, type Page } from '../statements/list.ts';
import { exerciseDocument, exerciseParts, referenceNames } from './exercise-document.ts';
import { type KnownNames, knownNamesOf, namesColumn } from './exercise-search.ts';

/** Exercises must match every given filter. A filter with several ids matches exercises with at least one of them. */
export type ListExercises = Page &
  Readonly<{
    caller: AccountId;
    requiredPosition: RequiredPosition;
    imageBase: string;
    scope: 'all' | 'user' | 'system';
    /** The sort key. @defaultValue relevance if `search` is given, otherwise `name` */
    orderBy?: keyof typeof sortKeys | undefined;
    primaryMuscles?: readonly number[] | undefined;
    equipment?: readonly number[] | undefined;
    tags?: readonly number[] | undefined;
    category?: ExerciseCategory | undefined;
    difficultyLevel?: Difficulty | undefined;
    search?: string | undefined;
  }>;

const sortKeys = {
  name: sql.fragment`sort_name`,
  createdAt: sql.fragment`created_at`,
  updatedAt: sql.fragment`updated_at`,
  difficultyLevel: sql.fragment`array_position(ARRAY['beginner', 'intermediate', 'expert'], difficulty)`,
  category: sql.fragment`category`,
  slug: sql.fragment`slug`,
};

const row = z.object({ progress: z.string(), body: z.string(), names: z.string().nullable() });

/** A page of the caller's own exercises and those of the catalogue, as JSON text. */
export async function listExercises(reader: Reader, question: ListExercises): Promise<string> {
  const known = question.search === undefined ? null : knownNamesOf(reader, [question.caller, catalogueHolder]);
  const { body, names } = await readPage(reader, question, known);
  if (!known?.update(names)) return body;
  const page = await readPage(reader, question, known);
  known.update(page.names);
  return page.body;
}

/** Reads a page from the names that are known, and the names of the holders whose names have changed since. */
function readPage(reader: Reader, question: ListExercises, known: KnownNames | null) {
  const { caller, imageBase, requiredPosition, limit, offset } = question;
  const parts = exerciseParts(caller);
  return readConsistently(reader, { parts, requiredPosition }, ([referenceLists, exercises, own]) =>
    // `matching` is materialized, because it is counted as well, and omits the long documents.
    reader.db.one(sql.type(row)`
      WITH ${referenceNames(referenceLists.table, imageBase)},
      matching AS MATERIALIZED (${matching(exercises.table, question, known)}),
      page AS (
        SELECT id, row_number() OVER () AS place FROM (
          SELECT id FROM matching ORDER BY ${orderOf(question)} LIMIT ${limit} OFFSET ${offset}
        ) AS sorted
      ),
      bodies AS (SELECT place, doc::jsonb AS body FROM page JOIN ${exercises.table} USING (id)),
      items AS (SELECT string_agg(${exerciseDocument(imageBase)}, ',' ORDER BY place) AS text FROM bodies, names)
      SELECT ${progressColumn([referenceLists, exercises, own])} AS progress,
        ${envelopeOf(sql.fragment`SELECT text FROM items`, question)} AS body,
        ${known === null ? sql.fragment`NULL::text` : namesColumn(exercises.table, known)} AS names`),
  );
}

function matching(exercises: FragmentSqlToken, question: ListExercises, known: KnownNames | null): FragmentSqlToken {
  const { search, orderBy } = question;
  const conditions = conditionsOf(question);
  if (known === null || search === undefined) {
    return sql.fragment`SELECT id, ${sortKeys[orderBy ?? 'name']} AS key FROM ${exercises} WHERE ${conditions}`;
  }
  const ids = sql.array([...known.search(search)], 'uuid');
  const key = orderBy === undefined ? sql.fragment`place` : sortKeys[orderBy];
  return sql.fragment`
    SELECT id, ${key} AS key FROM unnest(${ids}) WITH ORDINALITY AS found (id, place) JOIN ${exercises} USING (id)
    WHERE ${conditions}`;
}

/** The sort order is that of `orderBy`. A search without it has the best result first. */
function orderOf({ search, orderBy, sortOrder }: ListExercises): FragmentSqlToken {
  const direction = directions[search !== undefined && orderBy === undefined ? 'asc' : sortOrder];
  return sql.fragment`key ${direction}, id ${direction}`;
}

function conditionsOf(question: ListExercises): FragmentSqlToken {
  const { caller, scope, primaryMuscles, equipment, tags, category, difficultyLevel } = question;
  const holders = { all: [caller, catalogueHolder], user: [caller], system: [catalogueHolder] }[scope];
  return allOf(
    sql.fragment`doc IS NOT NULL`,
    sql.fragment`holder = any(${sql.array(holders, 'uuid')})`,
    primaryMuscles !== undefined && sql.fragment`primary_muscles && ${sql.array([...primaryMuscles], 'int4')}`,
    equipment !== undefined && sql.fragment`equipment && ${sql.array([...equipment], 'int4')}`,
    tags !== undefined && sql.fragment`tags && ${sql.array([...tags], 'int4')}`,
    category !== undefined && sql.fragment`category = ${category}`,
    difficultyLevel !== undefined && sql.fragment`difficulty = ${difficultyLevel}`,
  );
}
