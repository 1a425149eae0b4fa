import { type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { parseStream } from '../../events/streams.ts';
import { type DueEvent, type Place, previousRevisionOf, type StoredRow, streamIdOf } from '../core/projection.ts';

/**
 * The new events of a stream, and as `stored` what its present row contains; null for a new stream. `document` is null
 * if there is nothing to show: the aggregate was deleted, or does not exist yet.
 */
export type StoredStream<Document> = Readonly<{
  id: string;
  stored: Readonly<{ document: Document | null }> | null;
  events: readonly [DueEvent, ...DueEvent[]];
}>;

/** A table with one row per stream. `idType` is `text` for streams whose ids are words, such as reference lists. */
export type StreamTable = Readonly<{ table: IdentifierSqlToken; idType: 'uuid' | 'text' }>;

/** SQL that selects the rows of the streams that have begun before these events; null when there are none. */
export function selectRows({ table, idType }: StreamTable, events: readonly Place[]): FragmentSqlToken | null {
  const begun = begunBefore(events);
  if (begun.length === 0) return null;
  return sql.fragment`SELECT id::text, revision, doc FROM ${table} WHERE id = any(${sql.array(begun, idType)})`;
}

/** The ids of the streams that have begun before these events. */
export function begunBefore(events: readonly Place[]): string[] {
  const firsts = new Map<string, Place>();
  for (const event of events) if (!firsts.has(event.stream)) firsts.set(event.stream, event);
  return firsts
    .values()
    .filter(({ revision }) => revision > 0)
    .map(({ stream }) => parseStream(stream).id)
    .toArray();
}

/**
 * Groups events by stream, with the rows of these streams. Throws when a stream's events do not continue directly at
 * the revision of its row, because a row is wrong unless all events of the stream are applied.
 */
export function storedStreams<Document>(
  events: readonly DueEvent[],
  rows: readonly StoredRow[],
): readonly StoredStream<Document>[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return [...Map.groupBy(events, ({ stream }) => stream)].flatMap(([stream, [first, ...rest]]) => {
    if (!first) return [];
    const { id } = parseStream(stream);
    const own = [first, ...rest] as const;
    const row = rowOf.get(id);
    checkOrder(own, row?.revision ?? -1);
    return [{ id, stored: row ? { document: documentIn<Document>(row) } : null, events: own }];
  });
}

const documentIn = <Document>({ doc }: StoredRow): Document | null =>
  doc === null ? null : (JSON.parse(doc) as Document);

/** The new events of a stream, and its present rows, of which there may be several. */
export type StreamWithRows = Readonly<{
  id: string;
  rows: readonly StoredRow[];
  events: readonly [DueEvent, ...DueEvent[]];
}>;

/**
 * Groups events by stream, with the rows of these streams. The id of a row is that of its stream, or begins with it and
 * a slash. Each event of a stream changes at least one of its rows, whose highest revision is therefore that of the
 * stream. Throws as `storedStreams` does.
 */
export function streamsWithRows(events: readonly DueEvent[], rows: readonly StoredRow[]): readonly StreamWithRows[] {
  const rowsOf = Map.groupBy(rows, streamIdOf);
  return [...Map.groupBy(events, ({ stream }) => stream)].flatMap(([stream, [first, ...rest]]) => {
    if (!first) return [];
    const { id } = parseStream(stream);
    const own = [first, ...rest] as const;
    const present = rowsOf.get(id) ?? [];
    checkOrder(own, Math.max(-1, ...present.map(({ revision }) => revision)));
    return [{ id, rows: present, events: own }];
  });
}

/** An event may be discarded after this version has applied it, because another version could not. */
function checkOrder(events: readonly DueEvent[], storedRevision: number): void {
  let revision = storedRevision;
  for (const event of events) {
    if (revision < previousRevisionOf(event) || revision >= event.revision) {
      throw new Error(`Event ${event.revision} of ${event.stream} does not follow revision ${revision}`);
    }
    revision = event.revision;
  }
}
