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
import { comparedNames, matchesSearch, relevanceOf } from './exercise-search.ts';

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

const row = z.object({ progress: z.string(), body: z.string() });

/** A page of the caller's own exercises and those of the catalogue, as JSON text. */
export async function listExercises(reader: Reader, question: ListExercises): Promise<string> {
  const { caller, imageBase, requiredPosition, limit, offset } = question;
  const parts = exerciseParts(caller);
  const { body } = await readConsistently(reader, { parts, requiredPosition }, ([referenceLists, exercises, own]) =>
    // `matching` is materialized, so that the expensive relevance is computed once, and omits the long documents.
    reader.db.one(sql.type(row)`
      WITH ${referenceNames(referenceLists.table, imageBase)},
      matching AS MATERIALIZED (${matching(exercises.table, question)}),
      page AS (
        SELECT id, row_number() OVER () AS place FROM (
          SELECT id FROM matching ORDER BY ${orderOf(question)} LIMIT ${limit} OFFSET ${offset}
        ) AS sorted
      ),
      bodies AS (SELECT place, doc::jsonb AS body FROM page JOIN ${exercises.table} USING (id)),
      items AS (SELECT string_agg(${exerciseDocument(imageBase)}, ',' ORDER BY place) AS text FROM bodies, names)
      SELECT ${progressColumn([referenceLists, exercises, own])} AS progress,
        ${envelopeOf(sql.fragment`SELECT text FROM items`, question)} AS body`),
  );
  return body;
}

function matching(exercises: FragmentSqlToken, question: ListExercises): FragmentSqlToken {
  const search = rankedSearchOf(question);
  if (search === undefined) {
    const sortKey = sortKeys[question.orderBy ?? 'name'];
    return sql.fragment`SELECT id, ${sortKey} AS key, sort_name FROM ${exercises} WHERE ${conditionsOf(question)}`;
  }
  return sql.fragment`
    SELECT id, ${relevanceOf(search)} AS key, sort_name FROM ${exercises}, ${comparedNames(search)}
    WHERE ${conditionsOf(question)}`;
}

/** The searched text if the list is sorted by relevance to it, otherwise undefined. */
const rankedSearchOf = ({ orderBy, search }: ListExercises): string | undefined =>
  orderBy === undefined ? search : undefined;

function orderOf(question: ListExercises): FragmentSqlToken {
  const direction = directions[question.sortOrder];
  const isRanked = rankedSearchOf(question) !== undefined;
  return isRanked ? sql.fragment`key ${direction}, sort_name, id` : sql.fragment`key ${direction}, id ${direction}`;
}

function conditionsOf(question: ListExercises): FragmentSqlToken {
  const { caller, scope, primaryMuscles, equipment, tags, category, difficultyLevel, search } = question;
  const holders = { all: [caller, catalogueHolder], user: [caller], system: [catalogueHolder] }[scope];
  return allOf(
    sql.fragment`doc IS NOT NULL`,
    sql.fragment`holder = any(${sql.array(holders, 'uuid')})`,
    primaryMuscles !== undefined && sql.fragment`primary_muscles && ${sql.array([...primaryMuscles], 'int4')}`,
    equipment !== undefined && sql.fragment`equipment && ${sql.array([...equipment], 'int4')}`,
    tags !== undefined && sql.fragment`tags && ${sql.array([...tags], 'int4')}`,
    category !== undefined && sql.fragment`category = ${category}`,
    difficultyLevel !== undefined && sql.fragment`difficulty = ${difficultyLevel}`,
    search !== undefined && matchesSearch(search),
  );
}
