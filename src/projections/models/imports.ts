import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { type ImportDocument, type ImportPresence, importFold } from '../../documents/import.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { createModel, tableOf } from '../core/projection.ts';
import { byStream, type Column, unnested } from './fold-rows.ts';

/** The imports and their reports. */
export const imports = createModel({
  name: 'imports',
  shape: 1,
  categories: new Set(['import']),
  tables: ['imports'],
  applyTo: (version) => (tx, events) => apply(tx, events, tableOf('imports', version)),
});

async function apply(
  tx: DatabaseTransactionConnection,
  events: readonly RecordedEvent[],
  table: IdentifierSqlToken,
): Promise<void> {
  const streams = await byStream<ImportDocument>(tx, table, events);
  const rows = streams.flatMap(({ id, before, facts }) => {
    const known: ImportPresence = before?.document
      ? { kind: 'present', document: before.document }
      : importFold.initial;
    const document = documentOf(replay(importFold, facts, known));
    return document ? [{ id, owner: facts[0]?.metadata.owner ?? '', document }] : [];
  });
  if (rows.length === 0) return;
  await tx.query(sql.unsafe`
    INSERT INTO ${table} (id, owner, revision, created_at, doc)
    SELECT * FROM ${unnested(rows, columns)}
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, doc = excluded.doc`);
}

type Row = Readonly<{ id: string; owner: string; document: ImportDocument }>;

const columns: readonly Column<Row>[] = [
  ['uuid', ({ id }) => id],
  ['uuid', ({ owner }) => owner],
  ['int4', ({ document }) => String(document.revision)],
  ['timestamptz', ({ document }) => document.createdAt],
  ['text', ({ document }) => JSON.stringify(document)],
];
