import { invalid } from '../../errors.ts';
import type { CsvRow } from '../csv/csv-row.ts';
import { readRows } from '../csv/read-rows.ts';
import type { Format } from '../formats/formats.ts';
import { findDelimiter, isHeader, parseHeader } from '../formats/header.ts';
import type { Header, Layout } from '../formats/layout.ts';
import { createEvidence, type Evidence } from './evidence.ts';

/** The rows below one header, or below several equal ones, which write their values alike. */
export type Section = Readonly<{ number: number; header: Header; evidence: Evidence }>;

/** A row that can be read. `part` counts the headers before it: in a joined file, each part may have a header of its own. */
export type ReadableRow = Readonly<{
  line: number;
  section: Section;
  part: number;
  cells: readonly string[];
  error: null;
}>;
export type FileRow = ReadableRow | Readonly<{ line: number; error: string }>;

/** A header, which is yielded before the rows below it. */
export type FileHeader = Readonly<{ line: number; header: Section }>;

/** The rows that became complete with one chunk. `bytes`: how many bytes of the file have been read so far. */
export type FileRows = Readonly<{ rows: readonly (FileRow | FileHeader)[]; bytes: number }>;

/** A file that can be read several times; `sections` remembers the headers of the first time. */
export type ExportFile = Readonly<{
  open: () => AsyncIterable<Uint8Array>;
  format: Format;
  layout: Layout;
  charset: string | null;
  sections: Map<string, Section>;
}>;

/** How many different headers a file may have. */
const maxSections = 50;

/** Reads the rows of a file. Refuses a file that does not begin with a header of the format. */
export async function* fileRows(file: ExportFile): AsyncGenerator<FileRows> {
  const { layout, format } = file;
  const shape = {
    findDelimiter: (line: string) => findDelimiter(line, layout),
    isHeader: (cells: readonly string[]) => isHeader(cells, layout),
    ...(format.mend && { mend: format.mend }),
  };
  let section: Section | null = null;
  let part = -1;
  const place = (row: CsvRow): FileRow | FileHeader => {
    if (section === null && row.error !== null) throw invalid('file', `The header is not readable. ${row.error}`);
    if (section === null || row.isHeader) {
      section = sectionOf(file, row.cells);
      part += 1;
      return { line: row.line, header: section };
    }
    if (row.error !== null) return { line: row.line, error: row.error };
    return { line: row.line, section, part, cells: row.cells, error: null };
  };
  for await (const { rows, bytes } of readRows(file.open(), shape, file.charset)) {
    yield { rows: rows.map(place), bytes };
  }
  if (section === null) throw invalid('file', 'The file is empty.');
}

function sectionOf({ sections, layout }: ExportFile, cells: readonly string[]): Section {
  const key = JSON.stringify(cells);
  const known = sections.get(key);
  if (known !== undefined) return known;
  if (sections.size >= maxSections) throw invalid('file', `The file has more than ${maxSections} different headers.`);
  const section = { number: sections.size, header: parseHeader(cells, layout), evidence: createEvidence() };
  sections.set(key, section);
  return section;
}
