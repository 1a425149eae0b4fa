import { checkRow, errors, invalidRow, isBlank } from './check-row.ts';
import type { CsvRow, Splitter } from './csv-row.ts';
import { cutRow } from './cut-row.ts';

/** The longest line that may be a header in the middle of a file. */
const maxHeaderLength = 4_096;

/**
 * The largest length of a row in characters: more than its longest allowed texts. It limits the text after an unclosed
 * quotation mark.
 */
const maxRowLength = 262_144;

/** Adds text to the splitter, then removes and returns all rows that are complete. `isEnd`: no more text follows. */
export function takeRows(splitter: Splitter, added: string, isEnd: boolean): CsvRow[] {
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
  const canBeHeader = width > 0 && isOdd && !isBlank(text.slice(at, next));
  const header = canBeHeader ? headerIn(text, at, next, splitter) : null;
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
