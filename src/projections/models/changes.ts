import { type FragmentSqlToken, type IdentifierSqlToken, sql } from 'slonik';
import { categories, isEnding } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import { createModel, tableOf } from '../core/model.ts';
import type { DueEvent } from '../core/projection.ts';
import { applyWith } from '../core/statements.ts';

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

type Row = readonly [id: string, owner: string | null, kind: string, item: string, position: bigint, deleted: boolean];

function rowOf(events: readonly DueEvent[]): Row {
  const last = events.at(-1);
  if (!last) throw new Error('A stream without events');
  const { stream, position, metadata } = last;
  const { category, id } = parseStream(stream);
  const owner = metadata.owner === 'system' ? null : metadata.owner;
  return [stream, owner, category, id, position, events.some(({ type }) => isEnding(type))];
}

/** SQL that writes rows. Events after the last document, such as `ClaimLapsed`, leave it deleted. */
const upsert = (table: IdentifierSqlToken, rows: readonly Row[], condition: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`
    INSERT INTO ${table} AS present (id, owner, kind, item, position, deleted)
    SELECT * FROM ${sql.unnest(rows, ['text', 'uuid', 'text', 'text', 'int8', 'bool'])} AS rows WHERE ${condition}
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, deleted = present.deleted OR excluded.deleted`;
