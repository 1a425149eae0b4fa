/** A row that came out whole: the index behind it, and how many lines it takes. */
export type WholeRow = Readonly<{ cells: readonly string[]; next: number; lines: number }>;

/**
 * The row at `start`, whose first line ends before `nextLine`. `unfinished`: the text ends inside a quotation; `broken`: a
 * quotation mark stands where none can.
 */
export function cutRow(
  text: string,
  start: number,
  nextLine: number,
  delimiter: string,
  end: boolean,
): WholeRow | 'unfinished' | 'broken' {
  const firstLine = text.slice(start, nextLine);
  if (!firstLine.includes('"')) return { cells: withoutBreak(firstLine).split(delimiter), next: nextLine, lines: 1 };
  const cells: string[] = [];
  let lines = 1;
  for (let at = start; ; ) {
    if (text[at] === '"') {
      const quoted = cutQuoted(text, at, delimiter, end);
      if (typeof quoted === 'string') return quoted;
      cells.push(quoted.value);
      lines += quoted.breaks;
      at = quoted.next;
    } else {
      const lineEnd = text.indexOf('\n', at);
      const stop = lineEnd < 0 ? text.length : lineEnd;
      const found = text.indexOf(delimiter, at);
      if (found < 0 || found > stop) {
        cells.push(withoutBreak(text.slice(at, stop)));
        if (lineEnd < 0 && !end) return 'unfinished';
        return { cells, next: lineEnd < 0 ? text.length : lineEnd + 1, lines };
      }
      cells.push(text.slice(at, found));
      at = found;
    }
    if (text[at] !== delimiter) {
      if (at >= text.length && !end) return 'unfinished';
      return { cells, next: text[at] === '\r' ? at + 2 : at + 1, lines };
    }
    at += 1;
  }
}

/** The quoted cell that opens at `open`; its `next` is at a delimiter, a line break or the end. */
function cutQuoted(text: string, open: number, delimiter: string, end: boolean) {
  let escaped = false;
  let stray = false;
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return stray && text.includes('\n', open) ? 'broken' : 'unfinished';
    if (text[quote + 1] === '"') {
      escaped = true;
      from = quote + 2;
      continue;
    }
    const next = afterSpaces(text, quote + 1);
    if (!end && next + (text[next] === '\r' ? 1 : 0) >= text.length) return 'unfinished';
    const value = text.slice(open + 1, quote);
    if (isCellEnd(text, next, delimiter)) {
      const breaks = countBreaks(value);
      if (stray && breaks > 0) return 'broken';
      return { value: escaped ? value.replaceAll('""', '"') : value, breaks, next };
    }
    // A quotation mark nobody doubled is kept, unless it may as well open the cell of a later line.
    if (value.includes('\n')) return 'broken';
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

function countBreaks(value: string): number {
  let breaks = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

const withoutBreak = (line: string): string =>
  line.endsWith('\r\n') ? line.slice(0, -2) : line.endsWith('\n') || line.endsWith('\r') ? line.slice(0, -1) : line;
