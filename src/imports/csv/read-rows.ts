import { cutRow, maxColumns } from './cut-row.ts';
import { decode, type TextPiece } from './decode.ts';

/**
 * A row of the file. `line` is the line on which it begins, from 1. When `error` is set, the row is invalid and its
 * cells mean nothing. `isHeader` is true for the first row, and for a later one that is a header too.
 */
export type CsvRow = Readonly<{ line: number; cells: readonly string[]; error: string | null; isHeader: boolean }>;

/** The rows that became complete with one chunk. `bytes`: how many bytes of the file have been read so far. */
export type CsvRows = Readonly<{ rows: readonly CsvRow[]; bytes: number }>;

/** What the format of a file tells about its rows. */
export type CsvShape = Readonly<{
  /** Chooses the delimiter from a line that may be a header. */
  findDelimiter: (line: string) => string;
  /** Whether a row after the first is a header, as in a file that was joined from several. */
  isHeader: (cells: readonly string[]) => boolean;
  /** Repairs a row that has more cells than the header; null if that is impossible. */
  mend?: (cells: readonly string[], header: readonly string[]) => readonly string[] | null;
}>;

/** The longest line that may be a header in the middle of a file. */
const maxHeaderLength = 4_096;

/**
 * The largest length of a row in characters: more than its longest allowed texts. It limits the text after an unclosed
 * quotation mark.
 */
const maxRowLength = 262_144;

/**
 * Splits CSV into rows. All rows must have as many columns as the header before them; blank rows are left out. A
 * misplaced quotation mark costs one line: when joined lines do not form a valid row, only the first is rejected and
 * reading goes on at the line after it.
 */
export async function* readRows(
  input: AsyncIterable<Uint8Array>,
  shape: CsvShape,
  charset: string | null = null,
): AsyncGenerator<CsvRows> {
  const splitter: Splitter = { text: '', line: 1, header: [], delimiter: null, isSkipping: false, shape };
  let total = 0;
  for await (const { text, bytes } of withLineFeeds(decode(input, charset))) {
    total = bytes;
    yield { rows: takeRows(splitter, text, false), bytes };
  }
  yield { rows: takeRows(splitter, '', true), bytes: total };
}

/** Turns carriage returns into line feeds in a file whose first line ends in a carriage return alone. */
async function* withLineFeeds(pieces: AsyncIterable<TextPiece>): AsyncGenerator<TextPiece> {
  let isOld: boolean | null = null;
  let held = '';
  let bytes = 0;
  for await (const piece of pieces) {
    const joined = held + piece.text;
    // What follows a carriage return at the end of a piece is not known yet.
    held = isOld !== false && joined.endsWith('\r') ? '\r' : '';
    const text = held === '' ? joined : joined.slice(0, -1);
    bytes = piece.bytes;
    isOld ??= endsInReturn(text);
    yield { text: isOld ? text.replace(/\r(?!\n)/g, '\n') : text, bytes };
  }
  if (held !== '') yield { text: isOld === false ? held : '\n', bytes };
}

/** Whether the first line of a text ends in a carriage return alone; null if the text has no whole line. */
function endsInReturn(text: string): boolean | null {
  const end = /\r\n?|\n/.exec(text)?.[0];
  return end === undefined ? null : end === '\r';
}

type Splitter = {
  /** The text that has been read but not split into rows yet. `line` is the number of its first line. */
  text: string;
  line: number;
  /** The cells of the last header; none before the first row. */
  header: readonly string[];
  delimiter: string | null;
  /** Whether the text begins inside a line that is too long and has been reported already. */
  isSkipping: boolean;
  readonly shape: CsvShape;
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
function takeRow(splitter: Splitter, from: number, isEnd: boolean): Taken | null {
  const { text, line } = splitter;
  const width = splitter.header.length;
  // Each part of a joined file may begin with a byte order mark.
  const at = text[from] === '\uFEFF' ? from + 1 : from;
  const lineEnd = text.indexOf('\n', at);
  const isWhole = lineEnd >= 0;
  const next = isWhole ? lineEnd + 1 : text.length;
  if (splitter.isSkipping || next - at > maxRowLength) return skipLine(splitter, next, isWhole);
  if (!isWhole && !isEnd) return null;

  const delimiter = delimiterOf(splitter, text.slice(at, next));
  if (delimiter === null) return { row: null, next, lines: 1 };
  const row = cutRow(text, at, next, { delimiter, width, isEnd });
  const isOdd = typeof row === 'string' || row.cells.length !== width || splitter.shape.isHeader(row.cells);
  const header = width > 0 && isOdd ? headerIn(text, at, next, splitter) : null;
  if (header !== null) return { row: checkRow(splitter, header), next, lines: 1 };
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
  if (splitter.delimiter === null && !isBlank(line)) splitter.delimiter = splitter.shape.findDelimiter(line);
  return splitter.delimiter;
}

/**
 * Returns the cells of a line that is another header, and reads the rows after it by that header. It may have another
 * delimiter and other columns than the one before. Returns null for any other line.
 */
function headerIn(text: string, at: number, next: number, splitter: Splitter): readonly string[] | null {
  if (next - at > maxHeaderLength) return null;
  for (const delimiter of [splitter.delimiter ?? ',', splitter.shape.findDelimiter(text.slice(at, next))]) {
    const row = cutRow(text, at, next, { delimiter, width: 0, isEnd: true });
    if (typeof row === 'string' || row.next !== next || !splitter.shape.isHeader(row.cells)) continue;
    splitter.delimiter = delimiter;
    splitter.header = [];
    return row.cells;
  }
  return null;
}

/**
 * Checks the number of columns and the characters of a row. A header sets the number of columns. Returns null for a
 * blank row.
 */
function checkRow(splitter: Splitter, cut: readonly string[]): CsvRow | null {
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

const invalidRow = (line: number, error: string): CsvRow => ({ line, cells: [], error, isHeader: false });

/** NUL replaces invalid bytes. The other two marks begin text in ISO-2022 character sets, which is not UTF-8. */
const isText = (cell: string): boolean => !['\0', '\u001b$', '\u001b('].some((mark) => cell.includes(mark));

const errors = {
  tooLong: 'The line is too long.',
  tooWide: `The row has more than ${maxColumns} columns.`,
  open: 'A quotation mark is not closed.',
  notText: 'The row has characters that are not text (NUL, an escape character or invalid UTF-8).',
};
const columnsError = (count: number, expected: number): string =>
  `The row has ${count} ${count === 1 ? 'column' : 'columns'}, but the header has ${expected}.`;

const isBlank = (text: string): boolean => text.trim() === '';
