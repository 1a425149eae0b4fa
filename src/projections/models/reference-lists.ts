import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { replay } from '../../documents/presence.ts';
import { type ReferenceListDocument, referenceListFold } from '../../documents/reference-list.ts';
import type { RecordedEvent } from '../../events/event.ts';
import { createModel, tableOf } from '../core/projection.ts';
import { byStream, type Column, unnested } from './fold-rows.ts';

/** Muscle groups, equipment and tags. */
export const referenceLists = createModel({
  name: 'directories',
  shape: 1,
  categories: new Set(['directory']),
  tables: ['directories'],
  applyTo: (version) => (tx, events) => apply(tx, events, tableOf('directories', version)),
});

async function apply(
  tx: DatabaseTransactionConnection,
  events: readonly RecordedEvent[],
  table: IdentifierSqlToken,
): Promise<void> {
  const streams = await byStream<ReferenceListDocument>(tx, table, events);
  const rows = streams.map(({ id, before, facts }): Row => {
    const known = before?.document
      ? ({ kind: 'present', document: before.document } as const)
      : referenceListFold.initial;
    const { document } = replay(referenceListFold, facts, known);
    return { id, revision: facts.at(-1)?.revision ?? -1, document };
  });
  await tx.query(sql.unsafe`
    INSERT INTO ${table} (id, revision, doc) SELECT * FROM ${unnested(rows, columns)}
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, doc = excluded.doc`);
}

type Row = Readonly<{ id: string; revision: number; document: ReferenceListDocument }>;

const columns: readonly Column<Row>[] = [
  ['text', ({ id }) => id],
  ['int4', ({ revision }) => String(revision)],
  ['text', ({ document }) => JSON.stringify(document)],
];
