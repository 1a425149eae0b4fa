import { cutRow, maxColumns } from './cut-row.ts';
import { decodeUtf8 } from './decode.ts';

/**
 * A row of the file. `line` is the line on which it begins, from 1. When `error` is set, the row is invalid and its
 * cells mean nothing.
 */
export type CsvRow = Readonly<{ line: number; cells: readonly string[]; error: string | null }>;

/** The rows that became complete with one chunk. `bytes`: how many bytes of the file have been read so far. */
export type CsvRows = Readonly<{ rows: readonly CsvRow[]; bytes: number }>;

/** Chooses the delimiter of a file from its first line that is not blank. */
export type FindDelimiter = (firstLine: string) => string;

/**
 * The largest length of a row in characters: more than its longest allowed texts. It limits the text after an unclosed
 * quotation mark.
 */
const maxRowLength = 262_144;

/**
 * Splits CSV into rows. All rows must have as many columns as the first; blank rows are left out. A misplaced quotation
 * mark costs one line: when joined lines do not form a valid row, only the first is rejected and reading goes on at the
 * line after it.
 */
export async function* readRows(
  input: AsyncIterable<Uint8Array>,
  findDelimiter: FindDelimiter,
): AsyncGenerator<CsvRows> {
  const splitter: Splitter = { text: '', line: 1, width: 0, delimiter: null, isSkipping: false, findDelimiter };
  let total = 0;
  for await (const { text, bytes } of decodeUtf8(input)) {
    total = bytes;
    yield { rows: takeRows(splitter, text, false), bytes };
  }
  yield { rows: takeRows(splitter, '', true), bytes: total };
}

type Splitter = {
  /** The text that has been read but not split into rows yet. `line` is the number of its first line. */
  text: string;
  line: number;
  /** The number of columns in each row; 0 before the first row. */
  width: number;
  delimiter: string | null;
  /** Whether the text begins inside a line that is too long and has been reported already. */
  isSkipping: boolean;
  readonly findDelimiter: FindDelimiter;
};

/** Adds text to the splitter, then removes and returns all rows that are complete. `isEnd`: no more text follows. */
function takeRows(splitter: Splitter, added: string, isEnd: boolean): CsvRow[] {
  const rows: CsvRow[] = [];
  splitter.text += added;
  // A row only ends at a line break, so the search waits for one. Otherwise many very small chunks would each scan the
  // same row.
  if (!isEnd && !added.includes('\n') && splitter.text.length <= maxRowLength) return rows;
  let at = 0;
  while (at < splitter.text.length) {
    const taken = takeRow(splitter, at, isEnd);
    if (taken === null) break;
    if (taken.row !== null) rows.push(taken.row);
    at = taken.next;
    splitter.line += taken.lines;
  }
  splitter.text = splitter.text.slice(at);
  return rows;
}

/** One step of splitting. `row` is null for a line without content; `next` is the index of the text after it. */
type Taken = Readonly<{ row: CsvRow | null; next: number; lines: number }>;

/** Reads the row at the index `at`; returns null when the end of the row has not arrived yet. */
function takeRow(splitter: Splitter, at: number, isEnd: boolean): Taken | null {
  const { text, line, width } = splitter;
  const lineEnd = text.indexOf('\n', at);
  const isWhole = lineEnd >= 0;
  const next = isWhole ? lineEnd + 1 : text.length;
  if (splitter.isSkipping || next - at > maxRowLength) return skipLine(splitter, next, isWhole);
  if (!isWhole && !isEnd) return null;

  const delimiter = delimiterOf(splitter, text.slice(at, next));
  if (delimiter === null) return { row: null, next, lines: 1 };
  const row = cutRow(text, at, next, { delimiter, width, isEnd });
  const length = (typeof row === 'string' ? text.length : row.next) - at;
  if (row === 'unfinished' && !isEnd && length <= maxRowLength) return null;
  if (typeof row === 'string' || length > maxRowLength) return { row: invalidRow(line, errors.open), next, lines: 1 };
  return { row: checkRow(splitter, row.cells), next: row.next, lines: row.lines };
}

/** Skips a line that is too long, or the rest of such a line. The line is reported once, with its first part. */
function skipLine(splitter: Splitter, next: number, isWhole: boolean): Taken {
  const row = splitter.isSkipping ? null : invalidRow(splitter.line, errors.tooLong);
  splitter.isSkipping = !isWhole;
  return { row, next, lines: isWhole ? 1 : 0 };
}

/** Returns the delimiter of the file; null while all lines so far are blank. */
function delimiterOf(splitter: Splitter, line: string): string | null {
  if (splitter.delimiter === null && !isBlank(line)) splitter.delimiter = splitter.findDelimiter(line);
  return splitter.delimiter;
}

/**
 * Checks the number of columns and the characters of a row. The first row sets the number of columns. Returns null for
 * a blank row.
 */
function checkRow(splitter: Splitter, cells: readonly string[]): CsvRow | null {
  const { line } = splitter;
  if (cells.length > maxColumns) return invalidRow(line, errors.tooWide);
  if (splitter.width === 0) splitter.width = cells.length;
  if (cells.every(isBlank)) return null;
  if (cells.length !== splitter.width) return invalidRow(line, columnsError(cells.length, splitter.width));
  if (cells.some((cell) => cell.includes('\0'))) return invalidRow(line, errors.notText);
  return { line, cells, error: null };
}

const invalidRow = (line: number, error: string): CsvRow => ({ line, cells: [], error });

const errors = {
  tooLong: 'The line is too long.',
  tooWide: `The row has more than ${maxColumns} columns.`,
  open: 'A quotation mark is not closed.',
  notText: 'The row has characters that are not text (NUL or invalid UTF-8).',
};
const columnsError = (count: number, expected: number): string =>
  `The row has ${count} ${count === 1 ? 'column' : 'columns'}, but the header has ${expected}.`;

const isBlank = (text: string): boolean => text.trim() === '';
