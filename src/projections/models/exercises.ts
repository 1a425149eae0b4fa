import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { type ExerciseDocument, type ExercisePresence, exerciseFold } from '../../documents/exercise.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { Owner } from '../../events/ids.ts';
import { createModel, tableOf } from '../core/projection.ts';
import { searchTextOf } from './exercise-words.ts';
import { byStream, type Column, type Folded, sortable, unnested } from './fold-rows.ts';

/** The catalogue and everybody's own exercises. */
export const exercises = createModel({
  name: 'exercises',
  shape: 1,
  categories: new Set(['exercise']),
  tables: ['exercises'],
  applyTo: (version) => (tx, events) => apply(tx, events, tableOf('exercises', version)),
});

async function apply(
  tx: DatabaseTransactionConnection,
  events: readonly RecordedEvent[],
  table: IdentifierSqlToken,
): Promise<void> {
  const streams = await byStream<ExerciseDocument>(tx, table, events);
  const rows = streams.flatMap(({ id, before, facts }): Row[] => {
    const [first] = facts;
    if (!first) return [];
    const document = documentOf(replay(exerciseFold, facts, presenceOf(before)));
    return [{ id, owner: first.metadata.owner, revision: facts.at(-1)?.revision ?? -1, document }];
  });
  if (rows.length > 0) await upsert(tx, rows, table);
}

/** The seeds' own view of it shows nowhere. What was deleted is as what is not there yet: nothing but lapsed claims follows. */
const presenceOf = (before: Folded<ExerciseDocument> | null): ExercisePresence =>
  before?.document ? { kind: 'present', document: before.document, seeded: null } : exerciseFold.initial;

type Row = Readonly<{ id: string; owner: Owner; revision: number; document: ExerciseDocument | null }>;

const everybody = '00000000-0000-0000-0000-000000000000';
const listOf = (numbers: readonly number[] | undefined) => numbers && `{${numbers.join()}}`;

const columns: readonly Column<Row>[] = [
  ['uuid', ({ id }) => id],
  ['uuid', ({ owner }) => (owner === 'system' ? null : owner)],
  ['uuid', ({ owner }) => (owner === 'system' ? everybody : owner)],
  ['int4', ({ revision }) => String(revision)],
  ['text', ({ document }) => document?.slug],
  ['text', ({ document }) => document?.name],
  ['text', ({ document }) => document && sortable(document.name)],
  ['text', ({ document }) => document && searchTextOf(document)],
  ['text', ({ document }) => document?.category],
  ['text', ({ document }) => document?.difficultyLevel],
  ['timestamptz', ({ document }) => document?.createdAt],
  ['timestamptz', ({ document }) => document?.updatedAt],
  ['text', ({ document }) => listOf(document?.primaryMuscles)],
  ['text', ({ document }) => listOf(document?.equipment)],
  ['text', ({ document }) => listOf(document?.tags)],
  ['text', ({ document }) => document && JSON.stringify(document)],
];

const upsert = (tx: DatabaseTransactionConnection, rows: readonly Row[], table: IdentifierSqlToken) =>
  tx.query(sql.unsafe`
    INSERT INTO ${table} (id, owner, holder, revision, slug, name, sort_name, search_text, category, difficulty,
      created_at, updated_at, primary_muscles, equipment, tags, doc)
    SELECT id, owner, holder, revision, slug, name, sort_name, search_text, category, difficulty,
      created_at, updated_at, muscles::int4[], equipment::int4[], tags::int4[], doc
    FROM ${unnested(rows, columns)} AS rows (id, owner, holder, revision, slug, name, sort_name, search_text, category, difficulty,
      created_at, updated_at, muscles, equipment, tags, doc)
    ON CONFLICT (id) DO UPDATE SET
      revision = excluded.revision, slug = excluded.slug, name = excluded.name, sort_name = excluded.sort_name,
      search_text = excluded.search_text, category = excluded.category, difficulty = excluded.difficulty,
      created_at = excluded.created_at, updated_at = excluded.updated_at, primary_muscles = excluded.primary_muscles,
      equipment = excluded.equipment, tags = excluded.tags, doc = excluded.doc`);
