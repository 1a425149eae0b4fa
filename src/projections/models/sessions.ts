import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { documentOf, replay } from '../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../documents/session.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { createModel, tableOf } from '../core/projection.ts';
import { byStream, type Column, type Folded, searchable, sortable, unnested } from './fold-rows.ts';
import { localDay } from './local-day.ts';

/** The session list and the session document. */
export const sessions = createModel({
  name: 'sessions',
  shape: 1,
  categories: new Set(['session']),
  tables: ['session_documents'],
  applyTo: (version) => (tx, events) => apply(tx, events, tableOf('session_documents', version)),
});

async function apply(
  tx: DatabaseTransactionConnection,
  events: readonly RecordedEvent[],
  table: IdentifierSqlToken,
): Promise<void> {
  const streams = await byStream<SessionDocument>(tx, table, events);
  const rows = streams.map(({ id, before, facts }) => {
    const document = before && !before.document ? null : fold(before, facts);
    const last = facts.at(-1);
    return { id, owner: last?.metadata.owner ?? '', revision: last?.revision ?? -1, document };
  });
  if (rows.length > 0) await upsert(tx, rows, table);
}

/** The document that stands after the facts; null once the session was deleted. */
function fold(before: Folded<SessionDocument> | null, facts: readonly RecordedEvent[]): SessionDocument | null {
  const known: SessionPresence = before?.document
    ? { kind: 'present', document: before.document }
    : sessionFold.initial;
  return documentOf(replay(sessionFold, facts, known));
}

type Row = Readonly<{ id: string; owner: string; revision: number; document: SessionDocument | null }>;

const columns: readonly Column<Row>[] = [
  ['uuid', ({ id }) => id],
  ['uuid', ({ owner }) => owner],
  ['int4', ({ revision }) => String(revision)],
  ['bool', ({ document }) => String(document === null)],
  ['text', ({ document }) => document?.status],
  ['timestamptz', ({ document }) => document?.startedAt],
  ['date', ({ document }) => document && localDay(document.startedAt, document.timezone)],
  ['timestamptz', ({ document }) => document?.createdAt],
  ['text', ({ document }) => document?.name && sortable(document.name)],
  [
    'text',
    ({ document }) => document && searchable([document.name ?? '', ...document.exercises.map(({ name }) => name)]),
  ],
  ['text', ({ document }) => document && JSON.stringify(summaryOf(document))],
  ['text', ({ document }) => document && JSON.stringify(document)],
  ['text', ({ document }) => `{${exerciseIdsOf(document).join()}}`],
];

const exerciseIdsOf = (document: SessionDocument | null): readonly string[] => [
  ...new Set(document?.exercises.flatMap(({ exerciseId }) => exerciseId ?? [])),
];

const upsert = (tx: DatabaseTransactionConnection, rows: readonly Row[], table: IdentifierSqlToken) =>
  tx.query(sql.unsafe`
    INSERT INTO ${table}
      (id, owner, revision, deleted, status, started_at, local_day, created_at, sort_name, search_text, summary, doc, exercise_ids)
    SELECT id, owner, revision, deleted, status, started_at, local_day, created_at, sort_name, search_text, summary, doc, ids::uuid[]
    FROM ${unnested(rows, columns)} AS rows
      (id, owner, revision, deleted, status, started_at, local_day, created_at, sort_name, search_text, summary, doc, ids)
    ON CONFLICT (id) DO UPDATE SET
      revision = excluded.revision, deleted = excluded.deleted, status = excluded.status,
      started_at = excluded.started_at, local_day = excluded.local_day, created_at = excluded.created_at,
      sort_name = excluded.sort_name, search_text = excluded.search_text,
      summary = excluded.summary, doc = excluded.doc, exercise_ids = excluded.exercise_ids`);

/** A session without its exercises and notes, as lists show it. */
const summaryOf = (document: SessionDocument) => ({
  id: document.id,
  name: document.name,
  status: document.status,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  durationSeconds: document.durationSeconds,
  timezone: document.timezone,
  plan: document.plan,
  unit: document.unit,
  importId: document.importId,
  exerciseCount: document.exercises.length,
  setCount: document.exercises.reduce((count, { sets }) => count + sets.length, 0),
  revision: document.revision,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
});
