import { documentOf, type Fold, type Presence, replay } from '../../documents/presence.ts';
import type { AnyEvent } from '../../events/event.ts';
import type { Owner } from '../../events/ids.ts';
import type { Category } from '../../events/schemas.ts';
import { createModel, type Model, tableOf } from '../core/model.ts';
import { applyWith } from '../core/statements.ts';
import { type StoredStream, selectRows, storedStreams } from './stored-streams.ts';
import { type Columns, createUpsert } from './upsert.ts';

/** The fold of one stream, from which the columns of its row are derived. `document` is null for nothing to show. */
export type DocumentRow<Document> = Readonly<{
  id: string;
  owner: Owner;
  revision: number;
  document: Document | null;
}>;

/** Defines a read model that has one row per stream, with the document folded from the stream as JSON. */
export type DocumentModel<Document, State extends Presence<Document>, Event extends AnyEvent> = Readonly<{
  name: string;
  /** The table's name without the version suffix. */
  table: string;
  /** The shape of the read model's table. @defaultValue 1 */
  shape?: number;
  /** The categories of streams that have a row in the table. */
  categories: readonly Category[];
  /** The Postgres type of the column `id`. @defaultValue 'uuid' */
  idType?: 'uuid' | 'text';
  fold: Fold<State, Event>;
  /** Returns the state that a stored document represents, from which the fold of new events continues. */
  restore: (document: Document | null) => State;
  /** The columns besides `id`, `revision` and `doc`, by name. Includes `owner` if owners of the rows can be erased. */
  columns: Columns<DocumentRow<Document>>;
}>;

/** Creates a read model from its definition. The SQL statement that writes its rows is derived from the columns. */
export function documentModel<Document, State extends Presence<Document>, Event extends AnyEvent>(
  definition: DocumentModel<Document, State, Event>,
): Model {
  const { name, table, shape = 1, categories, idType = 'uuid', fold, restore } = definition;
  const upsert = createUpsert<DocumentRow<Document>>({
    id: { type: idType, value: ({ id }) => id },
    revision: { type: 'int4', value: ({ revision }) => String(revision) },
    ...definition.columns,
    doc: { type: 'text', value: ({ document }) => document && JSON.stringify(document) },
  });

  const rowOf = ({ id, stored, events }: StoredStream<Document>): DocumentRow<Document> => {
    const state = replay(fold, events, stored ? restore(stored.document) : fold.initial);
    const { revision } = events.at(-1) ?? events[0];
    return { id, owner: events[0].metadata.owner, revision, document: documentOf<Document>(state) };
  };
  const applyTo = (version: number) => {
    const versionTable = tableOf(table, version);
    return applyWith({
      read: (events) => selectRows({ table: versionTable, idType }, events),
      write: (events, rows, condition) =>
        upsert(versionTable, storedStreams<Document>(events, rows).map(rowOf), condition),
    });
  };
  return createModel({ name, shape, categories: new Set(categories), tables: [table], applyTo });
}
