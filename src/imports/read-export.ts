import { IANAZone } from 'luxon';
import { invalid } from '../errors.ts';
import type { ImportFormat } from '../events/values.ts';
import { delimiterOf, type Header, type Layout, readHeader } from './csv/columns.ts';
import { type CsvRow, readRows } from './csv/reader.ts';
import type { ExportRow, RowReader } from './formats/export-row.ts';
import { hevyLayout, hevyRows } from './formats/hevy.ts';
import type { Units } from './formats/performance.ts';
import { strongLayout, strongRows } from './formats/strong.ts';
import { RowError } from './formats/values.ts';
import type { ImportedSession, Parsed, ReadOptions } from './imported.ts';
import { sessionGatherer } from './sessions.ts';

type Format = Readonly<{ layout: Layout; rows: (units: Units) => RowReader }>;

const formats = {
  strong: { layout: strongLayout, rows: strongRows },
  hevy: { layout: hevyLayout, rows: hevyRows },
} satisfies Record<ImportFormat, Format>;

/**
 * Reads an export as it streams in, holding one workout at a time. Rows that can't be used are reported and left out; a
 * file that is no such export, or whose unit of weight nobody tells, is refused before anything is yielded.
 */
export async function* readExport(
  format: ImportFormat,
  input: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Parsed> {
  if (!IANAZone.isValidZone(options.timezone)) throw invalid('timezone', 'This is not the name of a time zone.');
  const { layout, rows: readerOf } = formats[format];
  const sessions = sessionGatherer(options.timezone);
  let read: ((row: CsvRow) => ImportedSession | null) | null = null;
  let total = 0;
  for await (const { rows, bytes } of readRows(input, (line) => delimiterOf(line, layout))) {
    total = bytes;
    for (const row of rows) {
      if (read === null) {
        const header = headerIn(row, layout, options);
        const rowOf = under(header, readerOf({ ...header, weightUnit: header.weightUnit ?? options.unit }));
        read = (row) => {
          const found = rowOf(row);
          return found && sessions.add(found, row.line);
        };
        continue;
      }
      const parsed = attempt(read, row);
      if (typeof parsed === 'string') yield { type: 'rejected', row: { line: row.line, reason: parsed } };
      else if (parsed !== null) yield { type: 'session', session: parsed, bytes };
    }
  }
  if (read === null) throw invalid('file', 'This file is empty.');
  const last = sessions.finish();
  if (last !== null) yield { type: 'session', session: last, bytes: total };
}

function headerIn({ cells, fault }: CsvRow, layout: Layout, { unit }: ReadOptions): Header {
  if (fault !== null) throw invalid('file', `The header can't be read. ${fault}`);
  const header = readHeader(cells, layout);
  if (header.weightUnit === null && !header.places.has('weightUnit') && unit === null) {
    throw invalid('unit', 'This file does not say whether its weights are kg or lb.');
  }
  return header;
}

/** Reads rows by the places their header gives them. */
function under({ cells: names, places }: Header, read: RowReader) {
  return ({ cells, fault }: CsvRow): ExportRow | null => {
    if (fault !== null) throw new RowError(fault);
    // Exports that were put together into one file repeat the header.
    if (cells[0] === names[0] && cells.every((cell, place) => cell === names[place])) return null;
    return read((field) => cells[places.get(field) ?? -1] ?? '');
  };
}

function attempt<Result>(read: (row: CsvRow) => Result, row: CsvRow): Result | string {
  try {
    return read(row);
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
}
