import type { CsvRow, CsvShape, Splitter } from './csv-row.ts';
import { decode } from './decode.ts';
import { withLineFeeds } from './line-feeds.ts';
import { takeRows } from './take-rows.ts';

/** The rows that became complete with one chunk. `bytes`: how many bytes of the file have been read so far. */
export type CsvRows = Readonly<{ rows: readonly CsvRow[]; bytes: number }>;

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
