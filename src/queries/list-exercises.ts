import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { Category, Difficulty } from '../events/exercise.ts';
import type { AccountId } from '../events/ids.ts';
import type { Page } from './envelope.ts';
import { everybody, exerciseText, namesIn, partsFor, positionsColumn, type Tables, tablesAt } from './exercise-json.ts';
import { freshAcross, type Needed, type Reader } from './reader.ts';
import { canBeMistyped, plainText, wordsOf } from './search-words.ts';
import { containing } from './text.ts';

/** Which exercises: numbers within one list are alternatives, different members must all hold. */
export type ExerciseList = Page &
  Readonly<{
    asker: AccountId;
    needed: Needed;
    imageBase: string;
    scope: 'all' | 'user' | 'system';
    /** Undefined: by relevance where something is searched, else by name. */
    orderBy?: 'name' | 'createdAt' | 'updatedAt' | 'difficultyLevel' | 'category' | 'slug' | undefined;
    sortOrder: 'asc' | 'desc';
    primaryMuscles?: readonly number[] | undefined;
    equipment?: readonly number[] | undefined;
    tags?: readonly number[] | undefined;
    category?: Category | undefined;
    difficultyLevel?: Difficulty | undefined;
    search?: string | undefined;
  }>;

const keys = {
  name: sql.fragment`sort_name`,
  createdAt: sql.fragment`created_at`,
  updatedAt: sql.fragment`updated_at`,
  difficultyLevel: sql.fragment`array_position(ARRAY['beginner', 'intermediate', 'expert'], difficulty)`,
  category: sql.fragment`category`,
  slug: sql.fragment`slug`,
};
const directions = { asc: sql.fragment`ASC`, desc: sql.fragment`DESC` };

const row = z.object({ positions: positionsColumn, body: z.string() });

/** The asker's own exercises and those of the catalogue; the list's envelope as ready JSON text. */
export async function listExercises(reader: Reader, list: ExerciseList): Promise<string> {
  const { body } = await freshAcross(reader, partsFor(list.asker), list.needed, (places) =>
    reader.db.one(statement(tablesAt(places), list)),
  );
  return body;
}

const statement = (tables: Tables, list: ExerciseList) => sql.type(row)`
  WITH ${namesIn(tables)},
  matching AS (
    SELECT id, sort_name, created_at, updated_at, difficulty, category, slug, doc, ${relevance(list.search)} AS relevance
    FROM ${tables.exercises} WHERE ${sql.join(conditions(list), sql.fragment` AND `)}
  ),
  page AS (
    SELECT doc::jsonb AS body, row_number() OVER () AS place FROM (
      SELECT doc FROM matching ORDER BY ${order(list)} LIMIT ${list.limit} OFFSET ${list.offset}
    ) AS sorted
  )
  SELECT ${tables.positions} AS positions,
    '{"items":[' || coalesce((SELECT string_agg(${exerciseText(list.imageBase)}, ',' ORDER BY place) FROM page, names), '')
      || '],"total":' || (SELECT count(*) FROM matching)
      || ${`,"limit":${list.limit},"offset":${list.offset}}`}::text AS body`;

function order({ orderBy, sortOrder, search }: ExerciseList): FragmentSqlToken {
  const direction = directions[sortOrder];
  if (orderBy === undefined && search !== undefined) return sql.fragment`relevance ${direction}, sort_name, id`;
  return sql.fragment`${keys[orderBy ?? 'name']} ${direction}, id ${direction}`;
}

function conditions(list: ExerciseList): FragmentSqlToken[] {
  const { asker, scope, primaryMuscles, equipment, tags, category, difficultyLevel, search } = list;
  const holders = { all: [asker, everybody], user: [asker], system: [everybody] }[scope];
  const all = [sql.fragment`doc IS NOT NULL`, sql.fragment`holder = any(${sql.array(holders, 'uuid')})`];
  if (primaryMuscles) all.push(sql.fragment`primary_muscles && ${sql.array([...primaryMuscles], 'int4')}`);
  if (equipment) all.push(sql.fragment`equipment && ${sql.array([...equipment], 'int4')}`);
  if (tags) all.push(sql.fragment`tags && ${sql.array([...tags], 'int4')}`);
  if (category !== undefined) all.push(sql.fragment`category = ${category}`);
  if (difficultyLevel !== undefined) all.push(sql.fragment`difficulty = ${difficultyLevel}`);
  if (search !== undefined) all.push(matches(search));
  return all;
}

const whole = (search: string) => sql.fragment`search_text LIKE ${containing(plainText(search))}`;

/** The text as it stands, or all of its words in any order, each as it stands or nearly so. */
function matches(search: string): FragmentSqlToken {
  const words = wordsOf(search).map((word) => {
    const exact = sql.fragment`search_text LIKE ${containing(word)}`;
    return canBeMistyped(word) ? sql.fragment`(${exact} OR ${isNearly(word)})` : exact;
  });
  if (words.length === 0) return whole(search);
  return sql.fragment`(${whole(search)} OR (${sql.join(words, sql.fragment` AND `)}))`;
}

/** By the share of the word's parts of three letters that stand together somewhere in the text. */
const isNearly = (word: string): FragmentSqlToken => sql.fragment`word_similarity(${word}, search_text) >= 0.45`;

/**
 * The name itself, or another one, first; then names that begin so; all words where words begin; the text within names; within other
 * names; all words anywhere; and what is written nearly so. Among these the names that are most like the text.
 */
function relevance(search: string | undefined): FragmentSqlToken {
  if (search === undefined) return sql.fragment`0`;
  const text = plainText(search);
  const every = (test: (word: string) => FragmentSqlToken) => {
    const tests = wordsOf(search).map(test);
    return tests.length === 0 ? sql.fragment`false` : sql.join(tests, sql.fragment` AND `);
  };
  return sql.fragment`(CASE
    WHEN sort_name = ${text} OR ${text} = any(string_to_array(search_text, chr(10))) THEN 0
    WHEN starts_with(sort_name, ${text}) THEN 1
    WHEN ${every((word) => sql.fragment`search_text ~ ${`\\m${word}`}`)} THEN 2
    WHEN sort_name LIKE ${containing(text)} THEN 3
    WHEN ${whole(search)} THEN 4
    WHEN ${every((word) => sql.fragment`search_text LIKE ${containing(word)}`)} THEN 5
    ELSE 6 END) + 0.9 * (1 - similarity(sort_name, ${text}))`;
}
