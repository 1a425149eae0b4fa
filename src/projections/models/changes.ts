import { sql } from 'slonik';
import { categories, isEnding } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import { createModel, tableOf } from '../core/model.ts';
import type { DueEvent } from '../core/projection.ts';
import { applyWith } from '../core/statements.ts';
import { createUpsert } from './upsert.ts';

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
          .map(rowOf);
        return upsert(table, rows.toArray(), condition);
      },
    });
  },
});

type Row = Readonly<{ last: DueEvent; isDeleted: boolean }>;

function rowOf(events: readonly DueEvent[]): Row {
  const last = events.at(-1);
  if (!last) throw new Error('A stream without events');
  return { last, isDeleted: events.some(({ type }) => isEnding(type)) };
}

const ownerOf = ({ metadata: { owner } }: DueEvent): string | null => (owner === 'system' ? null : owner);

const upsert = createUpsert<Row>({
  id: { type: 'text', value: ({ last }) => last.stream },
  owner: { type: 'uuid', value: ({ last }) => ownerOf(last) },
  kind: { type: 'text', value: ({ last }) => parseStream(last.stream).category },
  item: { type: 'text', value: ({ last }) => parseStream(last.stream).id },
  position: { type: 'int8', value: ({ last }) => String(last.position) },
  deleted: {
    type: 'bool',
    value: ({ isDeleted }) => String(isDeleted),
    // Events after the last document, such as `ClaimLapsed`, leave it deleted.
    merged: sql.fragment`present.deleted OR excluded.deleted`,
  },
});
