import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { type FeedKind, feedKinds } from '../../events/schemas.ts';
import { boundOf, progressColumn } from '../consistency/checkpoints.ts';
import type { ReadModel } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { referenceNames } from '../exercises/exercise-document.ts';
import { muscleNames } from '../exercises/linked-document.ts';
import { readModels } from '../read-models.ts';
import { kindDefinitions, type TableOf } from './feed-kinds.ts';
import type { FeedPlace, FeedToken } from './feed-token.ts';

/** A request for the changes after a token. Without a token, it asks for everything that the account has now. */
export type ChangesQuestion = Readonly<{
  owner: AccountId;
  imageBase: string;
  kinds: readonly FeedKind[];
  /** The largest number of items; a page also ends after about a megabyte of documents. */
  limit: number;
  after: FeedToken | null;
}>;

const placeRow = z.tuple([z.number(), z.string().transform(BigInt), z.enum(feedKinds), z.string()]);
const landmarkRow = z.tuple([z.string().transform(BigInt), z.string().transform(BigInt), z.string()]);
const fromJson = z.string().transform((text): unknown => JSON.parse(text));

/**
 * The row of the statement: the items as JSON text, the place of the last one, and how far the tables are complete. The
 * first member of `last` is 0 for a change of an own stream and 1 for one of a shared stream.
 */
export const changesRow = z.object({
  progress: z.string(),
  items: z.string(),
  more: z.boolean(),
  last: fromJson.pipe(placeRow).nullable(),
  own: z.bigint(),
  shared: z.bigint(),
  since: z.bigint(),
  landmark: fromJson.pipe(landmarkRow).nullable(),
});

/** The size of documents, in bytes, after which a page ends. */
const pageBytes = 1_048_576;

type Tables = Readonly<{ sources: readonly Source[]; tableOf: TableOf }>;

/**
 * One statement, so one Postgres snapshot, for a page of changes. Rows after the checkpoints of any table that it reads
 * are left for a later page. First come the changes of the owner's streams, then the documents that have changed because
 * the exercise catalogue or a reference list has.
 */
export const changesStatement = (question: ChangesQuestion, { sources, tableOf }: Tables): FragmentSqlToken =>
  sql.fragment`
    WITH ${namesTables(question, tableOf)}
    bound AS MATERIALIZED (${bounds(question, sources)}),
    records AS MATERIALIZED (
      SELECT *, row_number() OVER (${inOrder}) AS place
      FROM (${recordsOf(question, tableOf)}) AS found
      ORDER BY place LIMIT ${question.limit + 1}
    ),
    sized AS (
      SELECT wanted.*, coalesce(${sizeOf(question, tableOf)}, 0) AS bytes FROM records AS wanted
    ),
    page AS MATERIALIZED (
      SELECT * FROM (SELECT *, sum(bytes) OVER (ORDER BY place) - bytes AS before FROM sized) AS summed
      WHERE place <= ${question.limit} AND before < ${pageBytes}
    ),
    items AS (SELECT place, ${itemOf(question, tableOf)} AS text FROM page AS wanted)
    SELECT ${progressColumn(sources)} AS progress, own, shared, since,
      (SELECT coalesce(string_agg(text, ',' ORDER BY place), '') FROM items) AS items,
      (SELECT count(*) FROM records) > (SELECT count(*) FROM page) AS more,
      (SELECT json_build_array(part, position::text, kind, id) FROM page ORDER BY place DESC LIMIT 1)::text AS last,
      ${landmarkOf(sources)} AS landmark
    FROM bound`;

/** The names that documents of the kinds contain. */
function namesTables({ kinds, imageBase }: ChangesQuestion, tableOf: TableOf): FragmentSqlToken {
  const lists = () => tableOf(readModels.referenceLists);
  return sql.fragment`
    ${kinds.includes('exercise') ? sql.fragment`${referenceNames(lists(), imageBase)},` : sql.fragment``}
    ${kinds.includes('unit') ? sql.fragment`${muscleNames(lists())},` : sql.fragment``}`;
}

/**
 * How far the tables are complete (`own`, `shared`), and what the client need not get: deletions up to `since` came
 * before it began, and shared changes before `shared_since` came before it began or were sent to it.
 */
function bounds({ owner, after }: ChangesQuestion, sources: readonly Source[]): FragmentSqlToken {
  const [own, shared] = [owner, 'system'].map((each) => boundOf(sources.filter((source) => source.owner === each)));
  return sql.fragment`
    SELECT own, shared,
      ${after ? sql.fragment`${after.since}::int8` : sql.fragment`own`} AS since,
      ${after ? sql.fragment`${after.shared.position}::int8` : sql.fragment`shared`} AS shared_since
    FROM (SELECT ${own ?? sql.fragment`0`} AS own, ${shared ?? sql.fragment`0`} AS shared) AS complete`;
}

type Found = Readonly<{ kind: FragmentSqlToken; id: FragmentSqlToken }>;

/**
 * SQL for whether the change `c` of the item is after the place, if its position is at or after that of the place.
 * Without a place, every change is. A place of the kind `~` is after all changes at its position.
 */
const isAfter = (place: FeedPlace | undefined, { kind, id }: Found): FragmentSqlToken => {
  if (!place) return sql.fragment`true`;
  if (place.kind === '~') return sql.fragment`c.position > ${place.position}`;
  return sql.fragment`(c.position > ${place.position}
    OR (${kind} COLLATE "C", ${id}) > (${place.kind}::text COLLATE "C", ${place.item}::uuid))`;
};

/** SQL for all changes after the token, as `part`, `position`, `kind` and `id`. */
function recordsOf(question: ChangesQuestion, tableOf: TableOf): FragmentSqlToken {
  const { owner, kinds, after, limit } = question;
  const own = sql.fragment`c.owner = ${owner} AND c.position >= ${after?.own.position ?? 0n}
    AND c.position <= (SELECT own FROM bound)`;
  const isNew = sql.fragment`c.position > (SELECT since FROM bound)`;
  const changed = { kind: sql.fragment`c.kind`, id: sql.fragment`c.item::uuid` };
  const selections = [
    sql.fragment`
      SELECT 0 AS part, c.position, c.kind COLLATE "C" AS kind, c.item::uuid AS id FROM ${tableOf(readModels.changes)} c
      WHERE ${own} AND c.kind = any(${sql.array([...kinds], 'text')}) AND ${isAfter(after?.own, changed)}
        AND (NOT c.deleted OR ${isNew})`,
    ...linkedKinds
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((linked) => [
        sql.fragment`${withDeletedExercise(0, owner, linked, tableOf)}
          AND ${own} AND ${isNew} AND ${isAfter(after?.own, foundOf(linked))}`,
        sql.fragment`${withDeletedExercise(1, owner, linked, tableOf)}
          AND ${isShared(question)} AND ${isAfter(after?.shared, foundOf(linked))}`,
      ]),
    ...(kinds.includes('exercise') ? [ownExercises(question, tableOf)] : []),
    ...(kinds.includes('unit') ? [unitsWithMuscles(question, tableOf)] : []),
  ];
  const first = selections.map((each) => sql.fragment`(${each} ${inOrder} LIMIT ${limit + 1})`);
  return sql.fragment`${sql.join(first, sql.fragment` UNION ALL `)}`;
}

const inOrder = sql.fragment`ORDER BY part, position, kind, id`;
const exercise: Found = { kind: sql.fragment`'exercise'`, id: sql.fragment`e.id` };

/** SQL for whether the change `c` is a shared one that the tables contain, and that came after the client began. */
const isShared = ({ after }: ChangesQuestion): FragmentSqlToken => sql.fragment`
  c.owner IS NULL AND c.position <= (SELECT shared FROM bound)
  AND c.position ${after ? sql.fragment`>=` : sql.fragment`>`} (SELECT shared_since FROM bound)`;

/** The kinds whose documents refer to exercises, each with its table. */
const linkedKinds = [
  { kind: 'session', model: readModels.sessions },
  { kind: 'unit', model: readModels.units },
] as const satisfies readonly Readonly<{ kind: FeedKind; model: ReadModel }>[];
type Linked = (typeof linkedKinds)[number];

const foundOf = ({ kind }: Linked): Found => ({ kind: sql.fragment`${kind}::text`, id: sql.fragment`s.id` });

/** The documents of the owner that refer to an exercise that was deleted: they show it as null from then on. */
const withDeletedExercise = (
  part: number,
  owner: AccountId,
  { kind, model }: Linked,
  tableOf: TableOf,
): FragmentSqlToken => sql.fragment`
  SELECT ${part}::int4 AS part, c.position, ${kind}::text COLLATE "C" AS kind, s.id
  FROM ${tableOf(readModels.changes)} c JOIN ${tableOf(model)} s
    ON s.exercise_ids @> ARRAY[CASE WHEN c.kind = 'exercise' THEN c.item::uuid END]
  WHERE c.kind = 'exercise' AND c.deleted AND s.owner = ${owner} AND NOT s.deleted`;

/** All own exercises of the owner, when a reference list has changed, because they show its names. */
const ownExercises = (question: ChangesQuestion, tableOf: TableOf): FragmentSqlToken => sql.fragment`
  SELECT 1 AS part, c.position, 'exercise' COLLATE "C" AS kind, e.id
  FROM (
    SELECT max(c.position) AS position FROM ${tableOf(readModels.changes)} c
    WHERE c.kind = 'directory' AND ${isShared(question)} HAVING count(*) > 0
  ) AS c JOIN ${tableOf(readModels.exercises)} e ON e.owner = ${question.owner} AND e.doc IS NOT NULL
  WHERE ${isAfter(question.after?.shared, exercise)}`;

/** All units of the owner that may have muscles, when the muscle groups have changed. */
const unitsWithMuscles = (question: ChangesQuestion, tableOf: TableOf): FragmentSqlToken => sql.fragment`
  SELECT 1 AS part, c.position, 'unit' COLLATE "C" AS kind, s.id
  FROM (
    SELECT max(c.position) AS position FROM ${tableOf(readModels.changes)} c
    WHERE c.kind = 'directory' AND c.item = 'muscleGroups' AND ${isShared(question)} HAVING count(*) > 0
  ) AS c JOIN ${tableOf(readModels.units)} s ON s.owner = ${question.owner} AND NOT s.deleted AND s.exercise_ids <> '{}'
  WHERE ${isAfter(question.after?.shared, { kind: sql.fragment`'unit'`, id: sql.fragment`s.id` })}`;

/** SQL for the size of the document of an item. */
const sizeOf = ({ kinds, owner }: ChangesQuestion, tableOf: TableOf): FragmentSqlToken =>
  byKind(kinds, (kind) => {
    const table = tableOf(kindDefinitions[kind].model);
    return sql.fragment`(SELECT octet_length(doc) FROM ${table} WHERE id = wanted.id AND owner = ${owner})`;
  });

/** SQL for an item as JSON text. An item without a document is one that has been deleted. */
const itemOf = ({ kinds, ...question }: ChangesQuestion, tableOf: TableOf): FragmentSqlToken => sql.fragment`
  '{"type":"' || kind || '","id":"' || id || '",' || coalesce(${byKind(kinds, (kind) => {
    const found = kindDefinitions[kind].document({ ...question, tableOf });
    return sql.fragment`(
      SELECT '"revision":' || revision || ',"deleted":false,"document":' || doc FROM (${found}) AS found)`;
  })}, '"deleted":true') || '}'`;

const byKind = (kinds: readonly FeedKind[], sqlFor: (kind: FeedKind) => FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`CASE kind ${sql.join(
    kinds.map((kind) => sql.fragment`WHEN ${kind} THEN ${sqlFor(kind)}`),
    sql.fragment` `,
  )} END`;

/** SQL for the newest event of the log that the table of changes knows of. */
function landmarkOf([changes]: readonly Source[]): FragmentSqlToken {
  if (!changes) return sql.fragment`NULL::text`;
  const { projection, version, layout, lanes } = changes;
  return sql.fragment`(
    SELECT json_build_array(event_after::text, event_position::text, event_id)::text FROM projection_checkpoints
    WHERE projection = ${projection} AND version = ${version} AND layout = ${layout}
      AND lane = any(${sql.array([...lanes], 'int4')}) AND event_id IS NOT NULL)`;
}
