import { IANAZone } from 'luxon';
import { invalid } from '../errors.ts';
import { type ImportFormat, timeZoneLength } from '../events/values.ts';
import { createSessionBuilder, type SessionBuilder } from './build-sessions.ts';
import { type CsvRow, readRows } from './csv/read-rows.ts';
import { type Column, findDelimiter, type Header, type Layout, parseHeader } from './formats/header.ts';
import { createParseHevyRow, hevyLayout } from './formats/hevy.ts';
import type { DefaultUnits } from './formats/performance.ts';
import { RowError } from './formats/row-error.ts';
import type { ExportRow, ParseRow } from './formats/rows.ts';
import { createParseStrongRow, strongLayout } from './formats/strong.ts';
import type { Parsed, ReadOptions } from './imported.ts';

type Format = Readonly<{ layout: Layout; createParseRow: (units: DefaultUnits) => ParseRow }>;

const formats = {
  strong: { layout: strongLayout, createParseRow: createParseStrongRow },
  hevy: { layout: hevyLayout, createParseRow: createParseHevyRow },
} satisfies Record<ImportFormat, Format>;

/**
 * Reads an exported file as a stream, with one workout in memory at a time. Yields workouts, and invalid rows as
 * rejected. Refuses a file of another format, or without a weight unit in file or options, before it yields anything.
 */
export async function* readExport(
  format: ImportFormat,
  input: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Parsed> {
  const { timezone } = options;
  if (timezone.length > timeZoneLength.max || !IANAZone.isValidZone(timezone))
    throw invalid('timezone', 'Unknown time zone.');
  const { layout } = formats[format];
  const sessions = createSessionBuilder(options.timezone);
  let parse: ((row: CsvRow) => ExportRow | null) | null = null;
  let total = 0;
  for await (const { rows, bytes } of readRows(input, (line) => findDelimiter(line, layout))) {
    total = bytes;
    for (const row of rows) {
      if (parse === null) {
        parse = createRowParser(format, row, options);
        continue;
      }
      const result = addRow(row, parse, sessions);
      if (typeof result === 'string') yield { type: 'rejected', row: { line: row.line, reason: result } };
      else if (result !== null) yield { type: 'session', session: result, bytes };
    }
  }
  if (parse === null) throw invalid('file', 'The file is empty.');
  const last = sessions.finish();
  if (last !== null) yield { type: 'session', session: last, bytes: total };
}

/**
 * Adds a row to the session builder. Returns the workout that ends with it, null if none does, or the reason why the
 * row is rejected.
 */
function addRow(row: CsvRow, parse: (row: CsvRow) => ExportRow | null, sessions: SessionBuilder) {
  if (row.error !== null) return row.error;
  try {
    const parsed = parse(row);
    return parsed && sessions.add(parsed, row.line);
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
}

/** Creates the parser for the rows of a file from the file's first row, the header. */
function createRowParser(format: ImportFormat, row: CsvRow, { unit }: ReadOptions) {
  const { layout, createParseRow } = formats[format];
  if (row.error !== null) throw invalid('file', `The header is not readable. ${row.error}`);
  const header = parseHeader(row.cells, layout);
  if (header.weightUnit === null && !header.places.has('weightUnit') && unit === null) {
    throw invalid('unit', 'The file names no weight unit. Choose kg or lb.');
  }
  const parse = createParseRow({ ...header, weightUnit: header.weightUnit ?? unit });
  return ({ cells }: CsvRow): ExportRow | null =>
    isHeader(cells, header)
      ? null
      : parse((column) => checkCell(cells[header.places.get(column) ?? -1] ?? '', column, header));
}

/** The columns of texts that people write. Their importers check the length. */
const writtenColumns: ReadonlySet<Column> = new Set([
  ...(['workout', 'workoutNotes', 'exercise', 'exerciseNotes', 'notes'] as const),
]);
const maxCellLength = 200;

/** Refuses a cell that is too long for a time, a number or a word, before a pattern is matched with it. */
function checkCell(text: string, column: Column, { cells, places }: Header): string {
  if (text.length <= maxCellLength || writtenColumns.has(column)) return text;
  throw new RowError(`The column "${cells[places.get(column) ?? -1]}" has more than ${maxCellLength} characters.`);
}

/** Whether a row is the header again, as in a file that was joined from several exports. */
const isHeader = (cells: readonly string[], header: Header): boolean =>
  cells.every((cell, place) => cell === header.cells[place]);
