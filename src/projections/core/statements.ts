import { sql } from 'slonik';
import type { ApplyEvents, Statements, StoredRow } from './projection.ts';
import { rowType } from './rows.ts';

const storedRow = rowType<StoredRow>();

/** Creates the function that applies events with the two statements within a transaction. */
export const applyWith = (statements: Statements): ApplyEvents =>
  Object.assign<ApplyEvents, Pick<ApplyEvents, 'statements'>>(
    async (tx, events) => {
      const read = statements.read(events);
      const rows = read ? await tx.any(sql.type(storedRow)`${read}`) : [];
      const { statement } = statements.write(events, rows, sql.fragment`true`);
      await tx.query(sql.unsafe`${statement}`);
    },
    { statements },
  );
