import type { Cli } from './host.ts';
import { columnsOf, escapeControls, jsonOf } from './text.ts';

/** The columns of a table: the heading of each, and the text that an item has in it. */
export type Columns<Item> = Readonly<Record<string, (item: Item) => string>>;

/** How many rows are aligned together, so that a long list is printed before its end is known. */
const batchSize = 100;

/**
 * Prints items: as a table with headings, or as one JSON document per line. Prints nothing for an empty list. Returns
 * the number of items.
 */
export async function printList<Item>(
  cli: Cli,
  items: Iterable<Item> | AsyncIterable<Item>,
  columns: Columns<Item>,
  json: boolean,
): Promise<number> {
  let count = 0;
  let rows: (readonly string[])[] = [Object.keys(columns)];
  let widths: readonly number[] = [];
  const flush = () => {
    widths = widthsOf(rows, widths);
    for (const row of rows) cli.print(cli.stdout.isTTY ? alignedRow(row, widths) : columnsOf(row));
    rows = [];
  };
  for await (const item of items) {
    count += 1;
    if (json) cli.print(jsonOf(item));
    else rows.push(Object.values(columns).map((textOf) => textOf(item)));
    if (rows.length > batchSize) flush();
  }
  if (!json && count > 0) flush();
  return count;
}

/** The width of each column: of its longest text, and at least what it was before. */
const widthsOf = (rows: readonly (readonly string[])[], before: readonly number[]): readonly number[] =>
  rows.reduce(
    (widths, row) => row.map((text, index) => Math.max(widths[index] ?? 0, escapeControls(text).length)),
    before,
  );

const alignedRow = (row: readonly string[], widths: readonly number[]): string =>
  row
    .map((text, index) => escapeControls(text).padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
