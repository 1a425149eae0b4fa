/** A row that came out whole: the index behind it, and how many lines it takes. */
export type WholeRow = Readonly<{ cells: readonly string[]; next: number; lines: number }>;

/** Exports have 15 and less. Bounds how far a row over several lines is followed. */
export const maxColumns = 100;

/** `width`: how many cells a row has, 0 while that is unknown; `end`: no more text is to come. */
export type Cut = Readonly<{ delimiter: string; width: number; end: boolean }>;

/**
 * The row at `start`, whose first line ends before `nextLine`. `unfinished`: the text ends inside a quotation; `broken`: a
 * quotation mark stands where none can, or makes one row of lines that are none.
 *
 * What is broken costs one line, and the next one is tried: each try has to end soon, or a file of such lines never does.
 */
export function cutRow(text: string, start: number, nextLine: number, cut: Cut): WholeRow | 'unfinished' | 'broken' {
  const { delimiter, width, end } = cut;
  const firstLine = text.slice(start, nextLine);
  if (!firstLine.includes('"')) return { cells: withoutBreak(firstLine).split(delimiter), next: nextLine, lines: 1 };
  const breakFrom = finder(text, '\n');
  const delimiterFrom = finder(text, delimiter);
  const cells: string[] = [];
  let lines = 1;
  const ended = (next: number): WholeRow | 'broken' =>
    lines > 1 && width > 0 && cells.length !== width ? 'broken' : { cells, next, lines };
  for (let at = start; ; ) {
    if (text[at] === '"') {
      const quoted = cutQuoted(text, at, breakFrom, cut);
      if (typeof quoted === 'string') return quoted;
      cells.push(quoted.value);
      lines += quoted.breaks;
      at = quoted.next;
    } else {
      const stop = breakFrom(at);
      const found = delimiterFrom(at);
      if (found >= stop) {
        cells.push(withoutBreak(text.slice(at, stop)));
        if (stop === text.length && !end) return 'unfinished';
        return ended(Math.min(stop + 1, text.length));
      }
      cells.push(text.slice(at, found));
      at = found;
    }
    if (text[at] !== delimiter) {
      if (at >= text.length && !end) return 'unfinished';
      return ended(text[at] === '\r' ? at + 2 : at + 1);
    }
    if (lines > 1 && cells.length >= (width || maxColumns)) return 'broken';
    at += 1;
  }
}

/** The quoted cell that opens at `open`; its `next` is at a delimiter, a line break or the end. */
function cutQuoted(text: string, open: number, breakFrom: Finder, { delimiter, end }: Cut) {
  let escaped = false;
  let stray = false;
  let breaks = 0;
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    const stop = quote < 0 ? text.length : quote;
    for (let at = breakFrom(from); at < stop; at = breakFrom(at + 1)) breaks += 1;
    // A quotation mark nobody doubled is kept, unless it may as well open the cell of a later line.
    if (stray && breaks > 0) return 'broken';
    if (quote < 0) return 'unfinished';
    if (text[quote + 1] === '"') {
      escaped = true;
      from = quote + 2;
      continue;
    }
    const next = afterSpaces(text, quote + 1);
    if (!end && next + (text[next] === '\r' ? 1 : 0) >= text.length) return 'unfinished';
    if (isCellEnd(text, next, delimiter)) {
      const value = text.slice(open + 1, quote);
      return { value: escaped ? value.replaceAll('""', '"') : value, breaks, next };
    }
    if (breaks > 0) return 'broken';
    stray = true;
    from = quote + 1;
  }
}

const isCellEnd = (text: string, at: number, delimiter: string): boolean => {
  const next = text[at];
  return (
    next === undefined || next === delimiter || next === '\n' || (next === '\r' && (text[at + 1] ?? '\n') === '\n')
  );
};

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** The place of the first one at or behind a place, the text's end where there is none. */
type Finder = (from: number) => number;

/** Asked for places in ascending order, it goes over the text once. */
function finder(text: string, what: string): Finder {
  let found = -1;
  return (from) => {
    if (found < from) {
      const next = text.indexOf(what, from);
      found = next < 0 ? text.length : next;
    }
    return found;
  };
}

const withoutBreak = (line: string): string =>
  line.endsWith('\r\n') ? line.slice(0, -2) : line.endsWith('\n') || line.endsWith('\r') ? line.slice(0, -1) : line;
