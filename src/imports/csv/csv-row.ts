/**
 * A row of the file. `line` is the line on which it begins, from 1. When `error` is set, the row is invalid and its
 * cells mean nothing. `isHeader` is true for the first row, and for a later one that is a header too.
 */
export type CsvRow = Readonly<{ line: number; cells: readonly string[]; error: string | null; isHeader: boolean }>;

/** What the format of a file tells about its rows. */
export type CsvShape = Readonly<{
  /** Chooses the delimiter from a line that may be a header. */
  findDelimiter: (line: string) => string;
  /** Whether a row after the first is a header, as in a file that was joined from several. */
  isHeader: (cells: readonly string[]) => boolean;
  /** Repairs a row that has more cells than the header; null if that is impossible. */
  mend?: (cells: readonly string[], header: readonly string[]) => readonly string[] | null;
}>;

export type Splitter = {
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
