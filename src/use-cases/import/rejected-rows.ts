import type { RejectedRow } from '../../events/import.ts';
import { maxRejectedRows } from '../../events/values.ts';
import { ownText } from '../../imports/own-text.ts';

/** How many rejected rows one `ImportRowsRejected` event contains at most. */
const rowsPerEvent = 500;

/**
 * Collects what an import does not import: rejected rows, and left-out values and rows of workouts that are imported.
 * `rows` are the first 1,000 of them, for the report; `count` counts all rejected rows.
 */
export type RejectedRows = Readonly<{
  rows: readonly RejectedRow[];
  count: () => number;
  add: (row: RejectedRow) => void;
  /** Reports what is left out of a workout that is imported. */
  leaveOut: (row: RejectedRow) => void;
  /**
   * Writes the rows that are not written yet, once they fill an event; at the end of the file, however few they are.
   */
  write: (isEnd: boolean) => Promise<void>;
}>;

export function createRejectedRows(
  write: (rows: readonly RejectedRow[]) => Promise<unknown>,
  onRejected: (row: RejectedRow) => void = () => {},
): RejectedRows {
  const rows: RejectedRow[] = [];
  let unwritten: RejectedRow[] = [];
  let count = 0;
  const leaveOut = (row: RejectedRow) => {
    onRejected(row);
    if (rows.length >= maxRejectedRows) return;
    const kept = { ...row, reason: ownText(row.reason) };
    rows.push(kept);
    unwritten.push(kept);
  };
  return {
    rows,
    count: () => count,
    add(row) {
      count += 1;
      leaveOut(row);
    },
    leaveOut,
    async write(isEnd) {
      if (unwritten.length < (isEnd ? 1 : rowsPerEvent)) return;
      const due = unwritten;
      unwritten = [];
      await write(due);
    },
  };
}
