/**
 * A complete row of a CSV text. `next` is the index of the text after the row, `lines` the number of lines that it
 * spans.
 */
export type WholeRow = Readonly<{ cells: readonly string[]; next: number; lines: number }>;

/**
 * Why no row was cut. `unfinished`: the text ends inside the row, and more text may complete it. `broken`: a quotation
 * mark is misplaced, or the lines that quotation marks join do not form one row.
 */
export type Incomplete = 'unfinished' | 'broken';

/**
 * The largest number of columns; real exports have at most 15. It limits how much text is read in search of a row's
 * end.
 */
export const maxColumns = 100;

/**
 * What is known about the rows of a file. `width` is the number of columns, 0 while unknown; `isEnd` says that no more
 * text follows.
 */
export type RowShape = Readonly<{ delimiter: string; width: number; isEnd: boolean }>;

/**
 * Cuts the row at `start` into cells. `nextLine` is where its first line ends. After a broken row, the caller goes on
 * at the next line, so each attempt must stop early: otherwise a file of broken lines takes quadratic time.
 */
export function cutRow(text: string, start: number, nextLine: number, shape: RowShape): WholeRow | Incomplete {
  const { delimiter, width } = shape;
  const firstLine = text.slice(start, nextLine);
  if (!firstLine.includes('"')) return { cells: withoutBreak(firstLine).split(delimiter), next: nextLine, lines: 1 };
  const scan = { ...shape, text, breakFrom: createFinder(text, '\n'), delimiterFrom: createFinder(text, delimiter) };
  const cells: string[] = [];
  let lines = 1;
  for (let at = start; ; at += 1) {
    const cell = text[at] === '"' ? cutQuotedCell(scan, at) : cutPlainCell(scan, at);
    if (typeof cell === 'string') return cell;
    cells.push(cell.value);
    lines += cell.breaks;
    at = cell.next;
    if (text[at] !== delimiter) {
      const isOneRow = lines === 1 || width === 0 || cells.length === width;
      return isOneRow ? { cells, next: afterBreak(text, at), lines } : 'broken';
    }
    if (lines > 1 && cells.length >= (width || maxColumns)) return 'broken';
  }
}

type Scan = RowShape & Readonly<{ text: string; breakFrom: Finder; delimiterFrom: Finder }>;
/**
 * One cell of a row. `breaks` counts the line breaks in it; `next` is the index of the delimiter, line break or end of
 * text after it.
 */
type Cell = Readonly<{ value: string; breaks: number; next: number }>;

function cutPlainCell({ text, isEnd, breakFrom, delimiterFrom }: Scan, at: number): Cell | Incomplete {
  const lineEnd = breakFrom(at);
  const next = delimiterFrom(at);
  if (next < lineEnd) return { value: text.slice(at, next), breaks: 0, next };
  if (lineEnd === text.length && !isEnd) return 'unfinished';
  return { value: withoutBreak(text.slice(at, lineEnd)), breaks: 0, next: lineEnd };
}

/** Cuts a cell in quotation marks; the opening one is at the index `open`. */
function cutQuotedCell(scan: Scan, open: number): Cell | Incomplete {
  const { text, isEnd, breakFrom } = scan;
  let hasDoubled = false;
  let hasStray = false;
  let breaks = 0;
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    const stop = quote < 0 ? text.length : quote;
    for (let at = breakFrom(from); at < stop; at = breakFrom(at + 1)) breaks += 1;
    // A single quotation mark inside a cell stays part of it, unless the cell has several lines: then the mark may be
    // the opening one of another cell, and the row is broken.
    if (hasStray && breaks > 0) return 'broken';
    if (quote < 0) return 'unfinished';
    if (text[quote + 1] === '"') {
      hasDoubled = true;
      from = quote + 2;
      continue;
    }
    const next = afterSpaces(text, quote + 1);
    if (!isEnd && next + (text[next] === '\r' ? 1 : 0) >= text.length) return 'unfinished';
    if (isCellEnd(scan, next)) {
      const value = text.slice(open + 1, quote);
      return { value: hasDoubled ? value.replaceAll('""', '"') : value, breaks, next };
    }
    if (breaks > 0) return 'broken';
    hasStray = true;
    from = quote + 1;
  }
}

function isCellEnd({ text, delimiter }: Scan, at: number): boolean {
  const next = text[at];
  const isBreak = next === '\n' || (next === '\r' && (text[at + 1] ?? '\n') === '\n');
  return next === undefined || next === delimiter || isBreak;
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** Returns the index after the line break at `at`, or the end of the text. */
const afterBreak = (text: string, at: number): number => Math.min(text[at] === '\r' ? at + 2 : at + 1, text.length);

/** Returns the index of the next match at or after `from`; the length of the text when there is none. */
type Finder = (from: number) => number;

/** Creates a finder that scans the text only once in all, provided that it is called with ascending indexes. */
function createFinder(text: string, what: string): Finder {
  let found = -1;
  return (from) => {
    if (found < from) {
      const next = text.indexOf(what, from);
      found = next < 0 ? text.length : next;
    }
    return found;
  };
}

function withoutBreak(line: string): string {
  if (line.endsWith('\r\n')) return line.slice(0, -2);
  return line.endsWith('\n') || line.endsWith('\r') ? line.slice(0, -1) : line;
}
