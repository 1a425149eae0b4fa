import { sql } from 'slonik';
import { categories, isEnding } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import { createModel, tableOf } from '../core/model.ts';
import type { DueEvent } from '../core/projection.ts';
import { applyWith } from '../core/statements.ts';
import { type Column, type Columns, createUpsert, type Upsert } from './upsert.ts';

/**
 * The position of the last event of each stream, for the change feed. All streams of an owner are in one lane, so the
 * rows of an owner are complete up to the lane's checkpoint. Every aggregate has its rows here.
 */
export const changes = createModel({
  name: 'changes',
  shape: 1,
  categories: new Set(categories),
  tables: ['changes'],
  ignoresData: true,
  applyTo: (version) => {
    const table = tableOf('changes', version);
    return applyWith({
      read: () => null,
      write: (events, _, condition) => {
        const rows = Map.groupBy(events, ({ stream }) => stream)
          .values()
          .map(rowOf)
          .toArray();
        return upsertOf(rows)(table, rows, condition);
      },
    });
  },
});

/** `keeps`: the events say nothing of deletion, so a deleted thing stays deleted. */
type Row = Readonly<{ last: DueEvent; isDeleted: boolean; keeps: boolean }>;

/** What the events of a stream change. After a deletion only claims lapse, unless an undo creates the thing again. */
function rowOf(events: readonly DueEvent[]): Row {
  const last = events.at(-1);
  if (!last) throw new Error('A stream without events');
  const telling = events.findLast(({ type }) => type !== 'ClaimLapsed');
  return { last, isDeleted: telling !== undefined && isEnding(telling.type), keeps: telling === undefined };
}

const ownerOf = ({ metadata: { owner } }: DueEvent): string | null => (owner === 'system' ? null : owner);

const columns: Columns<Row> = {
  id: { type: 'text', value: ({ last }) => last.stream },
  owner: { type: 'uuid', value: ({ last }) => ownerOf(last) },
  kind: { type: 'text', value: ({ last }) => parseStream(last.stream).category },
  item: { type: 'text', value: ({ last }) => parseStream(last.stream).id },
  position: { type: 'int8', value: ({ last }) => String(last.position) },
  deleted: { type: 'bool', value: ({ isDeleted }) => String(isDeleted) },
};

const usual = createUpsert<Row>(columns);

/** The upsert of these rows. The statement names the rows with `keeps` only if there are any, which is rare. */
function upsertOf(rows: readonly Row[]): Upsert<Row> {
  const kept = rows.flatMap(({ last, keeps }) => (keeps ? [last.stream] : []));
  if (kept.length === 0) return usual;
  const stays = sql.fragment`(present.deleted AND excluded.id = any(${sql.array(kept, 'text')}))`;
  const deleted = { ...columns.deleted, merged: sql.fragment`excluded.deleted OR ${stays}` } as Column<Row>;
  return createUpsert<Row>({ ...columns, deleted });
}
