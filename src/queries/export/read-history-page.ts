import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Part, Source, SourcesOf } from '../consistency/sources.ts';
import { exerciseDocument, exerciseParts, referenceNames } from '../exercises/exercise-document.ts';
import {
  deletedExercises,
  linkedDocument,
  linkedParts,
  muscleNames,
  unitDocument,
  unitParts,
} from '../exercises/linked-document.ts';
import { readModels } from '../read-models.ts';
import { nextOf, type Place, parseNext, rowsOf, type SortKey } from '../statements/places.ts';

/** The kinds of things that an account's history consists of. */
export type HistoryKind = 'exercise' | 'profile' | 'measurement' | 'unit' | 'plan' | 'schedule' | 'session' | 'import';

export type ReadHistoryPage = Readonly<{
  kind: HistoryKind;
  owner: AccountId;
  requiredPosition: RequiredPosition;
  imageBase: string;
  limit: number;
  /** The place after which the page begins; null for the first page. */
  after: Place | null;
}>;

/** The JSON texts of some documents, as the API answers them, and the place of the last one; null if no others follow. */
export type HistoryPage = Readonly<{ items: readonly string[]; next: Place | null }>;

const sortKey: SortKey = { column: sql.fragment`created_at`, type: 'instant' };

/** A page of all things of a kind that an account has, with all they contain, the oldest first. */
export function readHistoryPage(reader: Reader, question: ReadHistoryPage): Promise<HistoryPage> {
  const { kind, owner, imageBase } = question;
  if (kind === 'exercise') {
    return readPage(reader, question, exerciseParts(owner), ([lists, , own]) => ({
      common: sql.fragment`${referenceNames(lists.table, imageBase)},`,
      matching: sql.fragment`
        SELECT id, created_at, (SELECT ${exerciseDocument(imageBase)} FROM names, (SELECT doc::jsonb AS body) AS bodies) AS item
        FROM ${own.table} WHERE holder = ${owner} AND doc IS NOT NULL`,
    }));
  }
  if (kind === 'session') {
    return readPage(reader, question, linkedParts(readModels.sessions, owner), ([sessions, exercises]) => ({
      matching: linkedItems(owner, linkedDocument, [sessions, exercises]),
    }));
  }
  if (kind === 'unit') {
    return readPage(reader, question, unitParts(owner), ([units, exercises, , lists]) => ({
      common: sql.fragment`${muscleNames(lists.table)},`,
      matching: linkedItems(owner, unitDocument, [units, exercises]),
    }));
  }
  const model = {
    plan: readModels.plans,
    schedule: readModels.schedules,
    profile: readModels.profiles,
    measurement: readModels.measurements,
    import: readModels.imports,
  }[kind];
  return readPage(reader, question, [{ model, owner }], ([documents]) => ({
    matching: sql.fragment`
      SELECT id, created_at, doc AS item FROM ${documents.table} WHERE owner = ${owner} AND doc IS NOT NULL`,
  }));
}

const linkedItems = (
  owner: AccountId,
  document: FragmentSqlToken,
  [documents, exercises]: readonly [Source, Source],
): FragmentSqlToken => sql.fragment`
  SELECT s.id, s.created_at, (SELECT ${document} FROM ${deletedExercises(exercises.table)} AS deleted) AS item
  FROM ${documents.table} s WHERE s.owner = ${owner} AND NOT s.deleted`;

const row = z.object({ progress: z.string(), items: z.string().nullable(), next: z.string().nullable() });

/** SQL of all rows with their `item`, and of common table expressions that it needs. */
type Selection = Readonly<{ common?: FragmentSqlToken; matching: FragmentSqlToken }>;

async function readPage<const Parts extends readonly Part[]>(
  reader: Reader,
  { limit, after, requiredPosition }: ReadHistoryPage,
  parts: Parts,
  select: (sources: SourcesOf<Parts>) => Selection,
): Promise<HistoryPage> {
  const page = { limit, offset: 0, sortOrder: 'asc', ...(after && { after }) } as const;
  const { items, next } = await readConsistently(reader, { parts, requiredPosition }, (sources) => {
    const { common = sql.fragment``, matching } = select(sources);
    return reader.db.one(sql.type(row)`
      WITH ${common} matching AS NOT MATERIALIZED (${matching}),
      page AS (
        SELECT id, key, item, row_number() OVER () AS place
        FROM (${rowsOf(sortKey, page, sql.fragment`, item`)}) AS sorted
      )
      SELECT ${progressColumn(sources)} AS progress,
        (SELECT string_agg(item, chr(10) ORDER BY place) FROM page WHERE place <= ${limit}) AS items,
        ${nextOf(sortKey, page)} AS next`);
  });
  return { items: items?.split('\n') ?? [], next: parseNext(next) };
}
