import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { catalogueHolder } from '../../documents/exercise-holder.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Difficulty, ExerciseCategory } from '../../events/values.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { allOf } from '../statements/conditions.ts';
import { envelopeOf, type ListPage, type Page } from '../statements/list.ts';
import { nextOf, parseNext, rowsOf, type SortKey } from '../statements/places.ts';
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
    /** Whether the exercises are archived. @defaultValue false */
    archived?: boolean | undefined;
    /** Exercises changed at or after this instant. */
    updatedAfter?: Instant | undefined;
  }>;

const sortKeys = {
  name: { column: sql.fragment`sort_name`, type: 'text' },
  createdAt: { column: sql.fragment`created_at`, type: 'instant' },
  updatedAt: { column: sql.fragment`updated_at`, type: 'instant' },
  difficultyLevel: {
    column: sql.fragment`array_position(ARRAY['beginner', 'intermediate', 'expert'], difficulty)`,
    type: 'number',
    isNullable: true,
  },
  category: { column: sql.fragment`category`, type: 'text', isNullable: true },
  slug: { column: sql.fragment`slug`, type: 'text', isNullable: true },
} as const satisfies Record<string, SortKey>;

/** The place of an exercise among the results of a search. */
const relevance: SortKey = { column: sql.fragment`place`, type: 'number' };

const row = z.object({
  progress: z.string(),
  body: z.string(),
  next: z.string().nullable(),
  names: z.string().nullable(),
});

/** A page of the caller's own exercises and those of the catalogue, as JSON text. */
export async function listExercises(reader: Reader, question: ListExercises): Promise<ListPage> {
  const known = question.search === undefined ? null : knownNamesOf(reader, [question.caller, catalogueHolder]);
  const found = await readPage(reader, question, known);
  if (!known?.update(found.names)) return pageOf(found);
  const page = await readPage(reader, question, known);
  known.update(page.names);
  return pageOf(page);
}

const pageOf = ({ body, next }: z.infer<typeof row>): ListPage => ({ body, next: parseNext(next) });

/** Reads a page from the names that are known, and the names of the holders whose names have changed since. */
function readPage(reader: Reader, question: ListExercises, known: KnownNames | null) {
  const { caller, imageBase, requiredPosition, limit } = question;
  const parts = exerciseParts(caller);
  const { key, page } = orderOf(question);
  return readConsistently(reader, { parts, requiredPosition }, ([referenceLists, exercises, own]) =>
    // `matching` is materialized, because it is counted as well, and omits the long documents.
    reader.db.one(sql.type(row)`
      WITH ${referenceNames(referenceLists.table, imageBase)},
      matching AS MATERIALIZED (${matching(exercises.table, question, known)}),
      page AS (
        SELECT id, key, row_number() OVER () AS place
        FROM (${rowsOf({ ...key, column: sql.fragment`key` }, page)}) AS sorted
      ),
      bodies AS (
        SELECT place, doc::jsonb AS body FROM page JOIN ${exercises.table} USING (id) WHERE place <= ${limit}
      ),
      items AS (SELECT string_agg(${exerciseDocument(imageBase)}, ',' ORDER BY place) AS text FROM bodies, names)
      SELECT ${progressColumn([referenceLists, exercises, own])} AS progress,
        ${envelopeOf(sql.fragment`SELECT text FROM items`, question)} AS body,
        ${nextOf(key, question)} AS next,
        ${known === null ? sql.fragment`NULL::text` : namesColumn(exercises.table, known)} AS names`),
  );
}

function matching(exercises: FragmentSqlToken, question: ListExercises, known: KnownNames | null): FragmentSqlToken {
  const { search } = question;
  const conditions = conditionsOf(question);
  const { column } = orderOf(question).key;
  if (known === null || search === undefined) {
    return sql.fragment`SELECT id, ${column} AS key FROM ${exercises} WHERE ${conditions}`;
  }
  const ids = sql.array([...known.search(search)], 'uuid');
  return sql.fragment`
    SELECT id, ${column} AS key FROM unnest(${ids}) WITH ORDINALITY AS found (id, place) JOIN ${exercises} USING (id)
    WHERE ${conditions}`;
}

/** What the list is sorted by. A search without `orderBy` has the best result first, whatever the sort order is. */
function orderOf(question: ListExercises): Readonly<{ key: SortKey; page: Page }> {
  const { search, orderBy } = question;
  if (search === undefined || orderBy !== undefined) return { key: sortKeys[orderBy ?? 'name'], page: question };
  return { key: relevance, page: { ...question, sortOrder: 'asc' } };
}

function conditionsOf(question: ListExercises): FragmentSqlToken {
  const {
    caller,
    scope,
    archived = false,
    primaryMuscles,
    equipment,
    tags,
    category,
    difficultyLevel,
    updatedAfter,
  } = question;
  const holders = { all: [caller, catalogueHolder], user: [caller], system: [catalogueHolder] }[scope];
  return allOf(
    sql.fragment`doc IS NOT NULL`,
    sql.fragment`is_archived = ${archived}`,
    sql.fragment`holder = any(${sql.array(holders, 'uuid')})`,
    primaryMuscles !== undefined && sql.fragment`primary_muscles && ${sql.array([...primaryMuscles], 'int4')}`,
    equipment !== undefined && sql.fragment`equipment && ${sql.array([...equipment], 'int4')}`,
    tags !== undefined && sql.fragment`tags && ${sql.array([...tags], 'int4')}`,
    category !== undefined && sql.fragment`category = ${category}`,
    updatedAfter !== undefined && sql.fragment`updated_at >= ${updatedAfter}::timestamptz`,
    difficultyLevel !== undefined && sql.fragment`difficulty = ${difficultyLevel}`,
  );
}
