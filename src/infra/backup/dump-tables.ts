import { type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import { listPreciousTables } from './tables.ts';

const textRow = z.object({ row: z.string() });
const pageSize = 1_000;

/** A row of a table as JSON text. */
export type DumpedRow = Readonly<{ table: string; row: string }>;

/** Yields all rows that nothing else contains, as this transaction sees them. */
export async function* dumpTables(tx: DatabaseTransactionConnection): AsyncGenerator<readonly DumpedRow[]> {
  for (const table of await listPreciousTables(tx)) {
    await tx.query(sql.unsafe`
      DECLARE dumped NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM ${sql.identifier([table])} AS t`);
    for (;;) {
      const rows = await tx.any(sql.type(textRow)`FETCH 1000 FROM dumped`);
      if (rows.length > 0) yield rows.map(({ row }) => ({ table, row }));
      if (rows.length < pageSize) break;
    }
    await tx.query(sql.unsafe`CLOSE dumped`);
  }
}

/** Inserts dumped rows. The tables have the columns that they had when they were dumped. */
export async function loadRows(tx: DatabaseTransactionConnection, rows: readonly DumpedRow[]): Promise<void> {
  for (const [table, ofTable] of Map.groupBy(rows, (each) => each.table)) {
    const name = sql.identifier([table]);
    const array = `[${ofTable.map(({ row }) => row).join()}]`;
    await tx.query(sql.unsafe`
      INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, ${array}::jsonb)`);
  }
}

/** Lets sequences go on after the loaded rows. */
export async function continueSequences(tx: DatabaseTransactionConnection): Promise<void> {
  await tx.query(sql.unsafe`
    SELECT setval('webhook_places', greatest((SELECT max(place) FROM webhook_deliveries), 1))`);
}
