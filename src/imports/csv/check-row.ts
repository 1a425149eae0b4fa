import type { CsvRow, Splitter } from './csv-row.ts';
import { maxColumns } from './cut-row.ts';

/**
 * Checks the number of columns and the characters of a row. A header sets the number of columns. Returns null for a
 * blank row.
 */
export function checkRow(splitter: Splitter, cut: readonly string[]): CsvRow | null {
  const { line, shape } = splitter;
  if (cut.length > maxColumns) return invalidRow(line, errors.tooWide);
  const isHeader = splitter.header.length === 0;
  if (isHeader) splitter.header = cut;
  if (cut.every(isBlank)) return null;
  const { header } = splitter;
  const cells = (cut.length > header.length && shape.mend?.(cut, header)) || cut;
  if (cells.length !== header.length) return invalidRow(line, columnsError(cells.length, header.length));
  if (!cells.every(isText)) return invalidRow(line, errors.notText);
  return { line, cells, error: null, isHeader };
}

export const invalidRow = (line: number, error: string): CsvRow => ({ line, cells: [], error, isHeader: false });

/** NUL replaces invalid bytes. The other two marks begin text in ISO-2022 character sets, which is not UTF-8. */
const isText = (cell: string): boolean => !['\0', '\u001b$', '\u001b('].some((mark) => cell.includes(mark));

export const errors = {
  tooLong: 'The line is too long.',
  tooWide: `The row has more than ${maxColumns} columns.`,
  open: 'A quotation mark is not closed.',
  notText: 'The row has characters that are not text (NUL, an escape character or invalid UTF-8).',
};
const columnsError = (count: number, expected: number): string =>
  `The row has ${count} ${count === 1 ? 'column' : 'columns'}, but the header has ${expected}.`;

export const isBlank = (text: string): boolean => text.trim() === '';
