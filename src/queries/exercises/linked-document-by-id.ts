import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { progressColumnOf, progressOf } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Combine, Reader, ReadModel } from '../consistency/reader.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';
import {
  dependsOnOthers,
  foreignParts,
  tablesOf as foreignTablesOf,
  ownerOfFound,
  type SharedModel,
  sharedRow,
  shownTo,
  uuid,
} from '../sharing/conditions.ts';
import type { DocumentById, DocumentText } from '../statements/document-by-id.ts';
import { textBytes } from '../statements/text-bytes.ts';
import { deletedExercises, linkedDocument, linkedParts, muscleNames, unitDocument } from './linked-document.ts';

/**
 * `joined` is part of the ETag: how many deleted exercises the document refers to and, with muscles, a version of their names;
 * absent when there is neither. `doc` is empty when the caller has this version already.
 */
export type LinkedText = DocumentText & Readonly<{ joined?: string }>;

/** As `LinkedText`, but with the document as bytes, if Postgres has sent it. */
export type LinkedBytes = Omit<LinkedText, 'doc'> & Readonly<{ doc: string | Buffer }>;

/** `known`: the version of the document that the caller has, as in an ETag. Its text is not read again. */
export type LinkedById<Id extends string> = DocumentById<Id> & Readonly<{ known?: string | undefined }>;

const row = z.object({
  progress: z.string(),
  doc: textBytes.nullable(),
  revision: z.number().nullable(),
  joined: z.string().nullable(),
});

type Row = z.infer<typeof row>;
/**
 * The read model of the documents. With `shared`, the question's owner may also read what others share with it. `hasMuscles` for
 * documents with muscles, which are shown with their names. `viewer` sees the document as another account than its owner.
 */
type Documents = Readonly<{ model: ReadModel; shared?: SharedModel; hasMuscles?: boolean; viewer?: AccountId }>;
type Question = LinkedById<string> & Documents;
type Read = Omit<Documents, 'model'> & Readonly<{ sources: readonly Source[] }>;
type Asked = Read & Readonly<{ id: string; owner: string; known: string }>;

/** The document with this id; null when the owner has none or has deleted it. */
export async function linkedDocumentById(reader: Reader, question: Question): Promise<LinkedText | null> {
  const found = await find(reader, question, (asked) => readOne(reader.db, asked));
  return found && { ...found, doc: found.doc.toString() };
}

/** Creates `linkedDocumentById` for many requests: those that need no checkpoint share statements. */
export function createLinkedDocumentById(reader: Reader, combine: Combine, documents: Documents) {
  const tablesOf = ({ sources }: Asked) => sources.map(({ version }) => version).join(' ');
  const readTogether = combine(tablesOf, (all: readonly Asked[]) => readMany(reader.db, all));
  return (question: LinkedById<string>): Promise<LinkedBytes | null> =>
    find(reader, { ...question, ...documents }, (asked) =>
      asked.sources.every(({ isPassed }) => isPassed) ? readTogether(asked) : readOne(reader.db, asked),
    );
}

async function find(
  reader: Reader,
  { model, shared, viewer, hasMuscles = false, id, owner, known = '', requiredPosition }: Question,
  read: (asked: Asked) => Promise<Row>,
): Promise<LinkedBytes | null> {
  const parts: readonly Part[] = [
    ...linkedParts(model, owner),
    ...(hasMuscles ? [{ model: readModels.referenceLists, owner: 'system' } as const] : []),
    ...(shared ? foreignParts(shared, ownerOfFound) : []),
  ];
  const { doc, revision, joined } = await readConsistently(reader, { parts, requiredPosition }, (sources) =>
    read({ sources, hasMuscles, id, owner, known, ...(shared && { shared }), ...(viewer && { viewer }) }),
  );
  if (doc === null || revision === null) return null;
  return { doc, revision, ...(joined !== null && { joined }) };
}

const readOne = (db: CommonQueryMethods, { id, owner, known, ...read }: Asked): Promise<Row> => {
  const asked = sql.fragment`(VALUES (${id}::uuid, ${owner}::uuid, ${known}, 1)) AS asked (id, owner, known, place)`;
  return db.one(select(read, asked));
};

/** Reads the documents of several requests, in the same order. All are in the same tables as the first one. */
async function readMany(db: CommonQueryMethods, all: readonly Asked[]): Promise<readonly Row[]> {
  const [first] = all;
  if (!first) return [];
  const column = (read: (asked: Asked) => string, type: 'uuid' | 'text') => sql.array(all.map(read), type);
  const ids = column(({ id }) => id, 'uuid');
  const owners = column(({ owner }) => owner, 'uuid');
  const versions = column(({ known }) => known, 'text');
  // The subqueries hide the number of items from the planner. A plan for just that number would look cheaper than the general
  // plan, so Postgres would plan each statement anew, which costs more than reading a document.
  const asked = sql.fragment`
    unnest((SELECT ${ids}), (SELECT ${owners}), (SELECT ${versions})) WITH ORDINALITY AS asked (id, owner, known, place)`;
  return db.any(select(first, asked));
}

/** SQL for one row for each row of `asked`. A document that refers to no exercises does not wait for `exercises`. */
function select({ sources, shared, viewer, hasMuscles = false }: Read, asked: FragmentSqlToken) {
  const [documents, exercises, ownExercises, ...others] = sources;
  const [lists, foreign] = hasMuscles ? [others[0], others.slice(1)] : [undefined, others];
  if (!documents || !exercises || !ownExercises) throw new Error('A document with links is read from three sources');
  const hasExercises = sql.fragment`coalesce(s.exercise_ids <> '{}', false)`;
  const progress = [
    progressOf(documents),
    ...[exercises, ownExercises, ...(lists ? [lists] : [])].map((source) => progressOf(source, hasExercises)),
    ...foreign.map((source) => progressOf(source, dependsOnOthers)),
  ];
  const joinedTo = lists ? unitDocument : linkedDocument;
  const document = shared || viewer ? shownTo(viewer ? uuid(viewer) : sql.fragment`asked.owner`, joinedTo) : joinedTo;
  const joined = lists ? joinedOfUnit : joinedOfLinks;
  return sql.type(row)`
    ${lists ? sql.fragment`WITH ${muscleNames(lists.table)}` : sql.fragment``}
    SELECT ${progressColumnOf(progress)} AS progress,
      s.revision, ${joined} AS joined,
      (CASE WHEN asked.known = concat(s.revision, '.' || ${joined}) THEN '' ELSE ${document} END)::varchar AS doc
    FROM ${asked}
    ${documentsAsked(documents, shared, foreign)}
    LEFT JOIN ${deletedExercises(exercises.table)} AS deleted ON true
    ORDER BY asked.place`;
}

/** SQL that joins the document that was asked for, if the asking account may read it, as the row `s`. */
function documentsAsked(
  { table }: Source,
  shared: SharedModel | undefined,
  foreign: readonly Source[],
): FragmentSqlToken {
  const tables = foreignTablesOf(foreign);
  return shared && tables
    ? sharedRow(table, shared, tables)
    : sql.fragment`LEFT JOIN ${table} s ON s.id = asked.id AND s.owner = asked.owner AND NOT s.deleted`;
}

/** SQL for what the ETag of a document tells beside its revision: how many linked exercises are deleted. */
const joinedOfLinks = sql.fragment`nullif(deleted.count, 0)::text`;
/** The same for a unit: with links it may have muscles, so it also tells the version of their names. */
const joinedOfUnit = sql.fragment`CASE WHEN s.exercise_ids <> '{}'
  THEN deleted.count || '.' || coalesce((SELECT version FROM muscles), 0) END`;
