import { type CommonQueryMethods, type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import { pagesOf } from '../local/pages.ts';
import type { PositionMap } from './position-map.ts';

/** The columns with positions of the log that do not follow from the log. Read models start over instead. */
const columns = [
  ['policy_checkpoints', 'position'],
  ['webhooks', 'after_position'],
  ['webhook_deliveries', 'position'],
  ['discarded_events', 'position'],
  ['stream_heads', 'position'],
] as const;

const pageSize = 10_000;
const positionRow = z.object({ position: z.bigint() });

/** Reads all positions that must be moved, in ascending order. */
export async function readPositions(db: CommonQueryMethods): Promise<BigInt64Array> {
  const all = sql.join(
    columns.map(([table, column]) => {
      const position = sql.identifier([column]);
      return sql.fragment`SELECT ${position} AS position FROM ${sql.identifier([table])} WHERE ${position} > 0`;
    }),
    sql.fragment` UNION `,
  );
  const pages: BigInt64Array[] = [];
  for (let after = 0n; ; ) {
    const page = await db.anyFirst(sql.type(positionRow)`
      SELECT position FROM (${all}) AS wanted WHERE position > ${after} ORDER BY position LIMIT ${pageSize}`);
    pages.push(BigInt64Array.from(page));
    if (page.length < pageSize) return BigInt64Array.from(pages.flatMap((each) => [...each]));
    after = page.at(-1) ?? after;
  }
}

/** Replaces the positions of the log by those of its copy. All events of the copy have a mac, and no refused event is in it. */
export async function movePositions(tx: DatabaseTransactionConnection, map: PositionMap): Promise<void> {
  await tx.query(
    sql.unsafe`CREATE TEMPORARY TABLE moved (source bigint PRIMARY KEY, target bigint NOT NULL) ON COMMIT DROP`,
  );
  for await (const page of pagesOf(map.entries(), pageSize)) {
    await tx.query(sql.unsafe`
      INSERT INTO moved SELECT * FROM ${sql.unnest(page, ['int8', 'int8'])} AS m (source, target)`);
  }
  for (const [table, column] of columns) {
    const position = sql.identifier([column]);
    await tx.query(sql.unsafe`
      UPDATE ${sql.identifier([table])} AS t SET ${position} = m.target FROM moved AS m WHERE t.${position} = m.source`);
  }
  await tx.query(sql.unsafe`UPDATE unsigned_events SET up_to = 0`);
  await tx.query(sql.unsafe`DELETE FROM refused_events`);
}
