import { type DatabaseTransactionConnection, type IdentifierSqlToken, sql } from 'slonik';
import { emptyReferenceList, foldReferenceList, type ReferenceListDocument } from '../../documents/reference-list.ts';
import type { RecordedEvent, StreamEvent } from '../../events/event.ts';
import type { ReferenceListEvent } from '../../events/reference-list.ts';
import { modelOf, tableOf } from '../core/projection.ts';
import { byStream, type Column, unnested } from './fold-rows.ts';

/** Muscle groups, equipment and tags. */
export const referenceLists = modelOf({
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
    const document = (facts as readonly StreamEvent<ReferenceListEvent>[]).reduce(
      foldReferenceList,
      before?.document ?? emptyReferenceList,
    );
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
