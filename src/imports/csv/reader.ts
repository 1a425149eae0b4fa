import { decodeUtf8 } from './decode.ts';
import { cutRow, maxColumns, type WholeRow } from './row.ts';

/** A row of the file; `line` is the line on which it begins, from 1. With a fault its cells mean nothing. */
export type CsvRow = Readonly<{ line: number; cells: readonly string[]; fault: string | null }>;
/** The rows of one chunk, and how many bytes had come in by its end. */
export type CsvRows = Readonly<{ rows: readonly CsvRow[]; bytes: number }>;

// Longer than the longest texts a row may hold; what a lost quotation mark may swallow before it is noticed.
const MAX_ROW_LENGTH = 262_144;

/**
 * Splits CSV into rows; the first gives the number of columns of all. `delimiterOf` sees the first line that is not blank.
 * Blank rows are left out. A row with a stray quotation mark costs its own line, never the lines after it, which is why a
 * row that runs over several lines and does not come out whole is taken up again from its second line.
 */
export async function* readRows(
  input: AsyncIterable<Uint8Array>,
  delimiterOf: (firstLine: string) => string,
): AsyncGenerator<CsvRows> {
  const splitter = rowSplitter(delimiterOf);
  let total = 0;
  for await (const { text, bytes } of decodeUtf8(input)) {
    total = bytes;
    yield { rows: splitter.push(text, false), bytes };
  }
  yield { rows: splitter.push('', true), bytes: total };
}

type Taken = Readonly<{ row: CsvRow | null; next: number; lines: number }>;

function rowSplitter(delimiterOf: (firstLine: string) => string) {
  let text = '';
  let line = 1;
  let width = 0;
  let delimiter: string | null = null;
  /** Inside a line that is too long to keep, and was reported. */
  let dropping = false;

  const checked = (row: WholeRow): CsvRow | null => {
    const { cells } = row;
    if (cells.length > maxColumns) return { line, cells, fault: TOO_WIDE };
    if (width === 0) width = cells.length;
    if (cells.length !== width) {
      return cells.every(isBlank)
        ? null
        : { line, cells, fault: `It has ${columns(cells.length)}, the header ${width}.` };
    }
    if (cells.some((cell) => cell.includes('\0'))) return { line, cells, fault: NOT_TEXT };
    return cells.every(isBlank) ? null : { line, cells, fault: null };
  };

  /** What stands at `at`: a row, none where a line is blank, or null where its end is still to come. */
  const take = (at: number, end: boolean): Taken | null => {
    const lineEnd = text.indexOf('\n', at);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    const wasDropping = dropping;
    dropping = lineEnd < 0 && (wasDropping || next - at > MAX_ROW_LENGTH);
    if (wasDropping) return { row: null, next, lines: dropping ? 0 : 1 };
    if (next - at > MAX_ROW_LENGTH) return { row: { line, cells: [], fault: TOO_LONG }, next, lines: dropping ? 0 : 1 };
    if (lineEnd < 0 && !end) return null;
    if (delimiter === null) {
      const firstLine = text.slice(at, next);
      if (isBlank(firstLine)) return { row: null, next, lines: 1 };
      delimiter = delimiterOf(firstLine);
    }
    const row = cutRow(text, at, next, { delimiter, width, end });
    const length = (typeof row === 'string' ? text.length : row.next) - at;
    if (row === 'unfinished' && !end && length <= MAX_ROW_LENGTH) return null;
    if (typeof row === 'string' || length > MAX_ROW_LENGTH) {
      return { row: { line, cells: [], fault: NOT_CLOSED }, next, lines: 1 };
    }
    return { row: checked(row), next: row.next, lines: row.lines };
  };

  const push = (piece: string, end: boolean): CsvRow[] => {
    const rows: CsvRow[] = [];
    text += piece;
    // Nothing can end without a line break; this keeps tiny chunks from scanning a row again and again.
    if (!end && !piece.includes('\n') && text.length <= MAX_ROW_LENGTH) return rows;
    let at = 0;
    while (at < text.length) {
      const taken = take(at, end);
      if (taken === null) break;
      if (taken.row !== null) rows.push(taken.row);
      at = taken.next;
      line += taken.lines;
    }
    text = text.slice(at);
    return rows;
  };
  return { push };
}

const TOO_LONG = 'The line is too long.';
const TOO_WIDE = `It has more than ${maxColumns} columns.`;
const NOT_CLOSED = 'A quotation mark is not closed.';
const NOT_TEXT = 'It holds something that is not text: NUL, or bytes that are not UTF-8.';

const isBlank = (text: string): boolean => text === '' || text.trim() === '';
const columns = (count: number): string => `${count} ${count === 1 ? 'column' : 'columns'}`;
