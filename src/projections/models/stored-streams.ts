import { type CommonQueryMethods, type IdentifierSqlToken, sql } from 'slonik';
import { parseStream } from '../../events/streams.ts';
import { type DueEvent, previousRevisionOf } from '../core/projection.ts';
import { rowType } from '../core/rows.ts';

/** A stream's row. `document` is null if there is nothing to show: the aggregate was deleted, or does not exist yet. */
export type StoredRow<Document> = Readonly<{ revision: number; document: Document | null }>;

/** The new events of a stream, and as `stored` its present row, which is null for a new stream. */
export type StoredStream<Document> = Readonly<{
  id: string;
  stored: StoredRow<Document> | null;
  events: readonly [DueEvent, ...DueEvent[]];
}>;

/** A table with one row per stream. `idType` is `text` for streams whose ids are words, such as reference lists. */
export type StreamTable = Readonly<{ table: IdentifierSqlToken; idType: 'uuid' | 'text' }>;

/**
 * Groups events by stream, and reads the rows of these streams in one SQL statement. Throws when a stream's events do
 * not continue directly at the revision of its row, because a row is wrong unless all events of the stream are applied.
 */
export async function readStoredStreams<Document>(
  tx: CommonQueryMethods,
  streamTable: StreamTable,
  events: readonly DueEvent[],
): Promise<readonly StoredStream<Document>[]> {
  const streams = [...Map.groupBy(events, ({ stream }) => stream)].flatMap(([stream, [first, ...rest]]) =>
    first ? [{ id: parseStream(stream).id, events: [first, ...rest] as const }] : [],
  );
  const begun = streams.filter((stream) => previousRevisionOf(stream.events[0]) >= 0).map(({ id }) => id);
  const rows = await readRows<Document>(tx, streamTable, begun);
  return streams.map((stream) => {
    const stored = rows.get(stream.id) ?? null;
    checkOrder(stream.events, stored?.revision ?? -1);
    return { ...stream, stored };
  });
}

const storedRow = rowType<{ id: string; revision: number; doc: string | null }>();

async function readRows<Document>(
  tx: CommonQueryMethods,
  { table, idType }: StreamTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredRow<Document>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.any(sql.type(storedRow)`
    SELECT id::text, revision, doc FROM ${table} WHERE id = any(${sql.array([...ids], idType)})`);
  return new Map(
    rows.map(({ id, revision, doc }) => [
      id,
      { revision, document: doc === null ? null : (JSON.parse(doc) as Document) },
    ]),
  );
}

function checkOrder(events: readonly DueEvent[], storedRevision: number): void {
  let revision = storedRevision;
  for (const event of events) {
    if (previousRevisionOf(event) !== revision) {
      throw new Error(`Event ${event.revision} of ${event.stream} does not follow revision ${revision}`);
    }
    revision = event.revision;
  }
}
