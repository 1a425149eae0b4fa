import type { RejectedRow } from '../../events/import.ts';
import { maxRejectedRows } from '../../events/values.ts';

/** How many rejected rows one event holds at most. */
const rowsPerEvent = 500;

/** Collects the rejected rows of an import. `rows`: the first 1,000, for the report. */
export type RejectedRows = Readonly<{
  rows: readonly RejectedRow[];
  count: () => number;
  add: (row: RejectedRow) => void;
  /** Writes the unwritten rows once there are enough for one event; at the end of the file, any number of them. */
  write: (isEnd: boolean) => Promise<void>;
}>;

export function createRejectedRows(
  write: (rows: readonly RejectedRow[]) => Promise<unknown>,
  onRejected: (row: RejectedRow) => void = () => {},
): RejectedRows {
  const rows: RejectedRow[] = [];
  let unwritten: RejectedRow[] = [];
  let count = 0;
  return {
    rows,
    count: () => count,
    add(row) {
      count += 1;
      onRejected(row);
      if (rows.length >= maxRejectedRows) return;
      rows.push(row);
      unwritten.push(row);
    },
    async write(isEnd) {
      if (unwritten.length < (isEnd ? 1 : rowsPerEvent)) return;
      const due = unwritten;
      unwritten = [];
      await write(due);
    },
  };
}
