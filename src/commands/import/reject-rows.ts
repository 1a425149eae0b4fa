import type { ImportDocument } from '../../documents/import.ts';
import type { ImportEvent, RejectedRow } from '../../events/import.ts';
import { line, maxRejectedRows } from '../../events/values.ts';
import { checkInteger, checkText } from '../checks.ts';
import { checkNotUndone } from './state.ts';

/** Records rows of the file that are not imported, at most `maxRejectedRows` for each import. */
export type RejectRows = Readonly<{ type: 'RejectRows'; data: Readonly<{ rows: readonly RejectedRow[] }> }>;

export function rejectRows({ data }: RejectRows, document: ImportDocument): ImportEvent[] {
  checkNotUndone(document);
  // An import that continues after a crash rejects the same rows again, so rows that are recorded already are left out.
  const known = new Set(document.errors.map((row) => row.line));
  const rows = data.rows.filter((row) => !known.has(row.line)).slice(0, Math.max(0, maxRejectedRows - known.size));
  if (rows.length === 0) return [];
  for (const row of rows) {
    checkInteger('line', row.line, line);
    checkText('reason', row.reason);
  }
  const reasons = rows.map(({ reason }) => reason);
  return [{ type: 'ImportRowsRejected', data: { lines: rows.map((row) => row.line), personal: { reasons } } }];
}
