import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { plainText, wordsIn } from '../../documents/search-words.ts';
import type { AccountId } from '../../events/ids.ts';
import type { Difficulty, ExerciseCategory } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type Reader, readPartsConsistently } from '../consistency/reader.ts';
import type { Page } from '../envelope.ts';
import { containing } from '../text.ts';
import { everybody, exerciseText, namesIn, partsFor, positionsColumn, type Tables, tablesAt } from './exercise-json.ts';

/** Which exercises: numbers within one list are alternatives, different members must all hold. */
export type ExerciseList = Page &
  Readonly<{
    asker: AccountId;
    requiredPosition: RequiredPosition;
    imageBase: string;
    scope: 'all' | 'user' | 'system';
    /** Undefined: by relevance where something is searched, else by name. */
    orderBy?: 'name' | 'createdAt' | 'updatedAt' | 'difficultyLevel' | 'category' | 'slug' | undefined;
    sortOrder: 'asc' | 'desc';
    primaryMuscles?: readonly number[] | undefined;
    equipment?: readonly number[] | undefined;
    tags?: readonly number[] | undefined;
    category?: ExerciseCategory | undefined;
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
  const { body } = await readPartsConsistently(reader, partsFor(list.asker), list.requiredPosition, (places) =>
    reader.db.one(statement(tablesAt(places), list)),
  );
  return body;
}

const statement = (tables: Tables, list: ExerciseList) => sql.type(row)`
  WITH ${namesIn(tables, list.imageBase)},
  matching AS MATERIALIZED (
    SELECT id, ${sortedBy(list)} AS key, sort_name FROM ${tables.exercises} ${ranked(list)}
    WHERE ${sql.join(conditions(list), sql.fragment` AND `)}
  ),
  page AS (
    SELECT id, row_number() OVER () AS place FROM (
      SELECT id FROM matching ORDER BY ${order(list)} LIMIT ${list.limit} OFFSET ${list.offset}
    ) AS sorted
  ),
  bodies AS (SELECT place, doc::jsonb AS body FROM page JOIN ${tables.exercises} USING (id))
  SELECT ${tables.positions} AS positions,
    '{"items":[' || coalesce((SELECT string_agg(${exerciseText(list.imageBase)}, ',' ORDER BY place) FROM bodies, names), '')
      || '],"total":' || (SELECT count(*) FROM matching)
      || ${`,"limit":${list.limit},"offset":${list.offset}}`}::text AS body`;

/** What is searched, where the order is by relevance. */
const rankedBy = ({ orderBy, search }: ExerciseList): string | undefined =>
  orderBy === undefined ? search : undefined;

const sortedBy = (list: ExerciseList): FragmentSqlToken =>
  rankedBy(list) === undefined ? keys[list.orderBy ?? 'name'] : relevance(rankedBy(list) ?? '');

function order(list: ExerciseList): FragmentSqlToken {
  const direction = directions[list.sortOrder];
  if (rankedBy(list) !== undefined) return sql.fragment`key ${direction}, sort_name, id`;
  return sql.fragment`key ${direction}, id ${direction}`;
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
const contains = (word: string) => sql.fragment`search_text LIKE ${containing(word)}`;

const maxWords = 8;
const searched = (search: string): readonly string[] => wordsIn(search).slice(0, maxWords);

const all = (words: readonly string[], test: (word: string) => FragmentSqlToken): FragmentSqlToken =>
  words.length === 0 ? sql.fragment`false` : sql.fragment`(${sql.join(words.map(test), sql.fragment` AND `)})`;

/** The text as it stands, its words without blanks, or all of its words in any order, each as it stands or nearly so. */
function matches(search: string): FragmentSqlToken {
  const words = searched(search);
  const joined = words.length === 0 ? sql.fragment`false` : contains(words.join(''));
  return sql.fragment`(${whole(search)} OR ${joined} OR ${all(words, (word) =>
    canBeMistyped(word) ? sql.fragment`(${contains(word)} OR ${isNearly(word)})` : contains(word),
  )})`;
}

/** Shorter words have too few parts to be told from others by. */
const canBeMistyped = (word: string): boolean => word.length >= 4;

/** Of the text that the projection writes: names, words, and all else. */
const paragraph = (number: 1 | 2): FragmentSqlToken =>
  sql.fragment`split_part(search_text, repeat(chr(10), 2), ${number}::int4)`;

/** By the share of the word's parts of three letters that stand together somewhere in the text. */
const isNearly = (word: string): FragmentSqlToken => sql.fragment`word_similarity(${word}, ${paragraph(2)}) >= 0.5`;

/** How the names of a row compare with what is searched, where it is ranked by that. */
function ranked(list: ExerciseList): FragmentSqlToken {
  const search = rankedBy(list);
  if (search === undefined) return sql.fragment``;
  const words = searched(search);
  const [text, joined] = [words.join(' '), words.join('')];
  return sql.fragment`, LATERAL (
    SELECT max(similarity(name, ${text})) AS likeness, count(*) AS names,
      bool_or(name = ${text} OR replace(name, ' ', '') = ${joined}) AS is_named,
      bool_or(starts_with(name, ${`${text} `}) OR starts_with(reverse(name), reverse(${` ${text}`}))) AS is_part
    FROM unnest(string_to_array(${paragraph(1)}, chr(10))) AS name
  ) AS names`;
}

/**
 * What has such a name first; then where a name begins or ends so; where all words begin words; where the text stands in the name;
 * where all words stand anywhere; and what is written nearly so. Among these by how much the closest name is like the text, and
 * what goes by more names first, for that is what more people do.
 */
function relevance(search: string): FragmentSqlToken {
  const words = searched(search);
  return sql.fragment`(CASE
    WHEN is_named THEN 0
    WHEN is_part THEN 1
    WHEN ${all(words, (word) => sql.fragment`search_text ~ ${`\\m${word}`}`)} THEN 2
    WHEN sort_name LIKE ${containing(plainText(search))} THEN 3
    WHEN ${whole(search)} OR ${all(words, contains)} THEN 4
    ELSE 5 END) + 0.4 * (1 - likeness) + 0.15 * (1 - similarity(sort_name, ${words.join(' ')}))
    + 0.44 * (1 - least(names, 7) / 7.0)`;
}
