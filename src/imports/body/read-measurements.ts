import { invalid } from '../../errors.ts';
import type { MeasurementContent } from '../../events/measurement.ts';
import { type ExportFile, fileRows, type ReadableRow } from '../file/file-rows.ts';
import type { Survey } from '../file/survey.ts';
import { written } from '../formats/cells.ts';
import { RowError } from '../formats/row-error.ts';
import { type LeaveOut, rowOf } from '../formats/rows.ts';
import type { Parsed } from '../imported.ts';

/** How many different measurements a file may have: they are kept in memory. */
const maxMeasurements = 200_000;

type Reading = Readonly<{
  file: ExportFile;
  survey: Survey;
  /** Whether the rows are nothing but measurements. Otherwise what cannot be read is left out of rows that are read. */
  isAll: boolean;
}>;

/**
 * Reads the body measurements of a file. A measurement that is in the file several times counts once. Several different
 * ones of a kind, day and time are told apart by their order.
 */
export async function* readMeasurements({ file, survey, isAll }: Reading): AsyncGenerator<Parsed> {
  const known = new Set<string>();
  const places = new Map<string, number>();
  for await (const { rows, bytes } of fileRows(file)) {
    for (const row of rows) {
      if ('header' in row) continue;
      const { line } = row;
      if (row.error !== null) {
        if (isAll) yield { type: 'rejected', row: { line, reason: row.error } };
        continue;
      }
      const { content, problems } = readRow(row, survey);
      for (const reason of problems.leftOut) yield { type: 'leftOut', row: { line, reason } };
      const { rejected: reason } = problems;
      if (reason !== null) yield { type: isAll ? 'rejected' : 'leftOut', row: { line, reason } };
      if (content === null || known.has(JSON.stringify(content))) continue;
      known.add(JSON.stringify(content));
      if (known.size > maxMeasurements) {
        throw invalid('file', `The file has more than ${written(maxMeasurements)} measurements.`);
      }
      const moment = JSON.stringify([content.kind, content.day, content.time]);
      const place = places.get(moment) ?? 0;
      places.set(moment, place + 1);
      const measurement = { identity: `${moment} ${place}`, content };
      yield { type: 'measurement', line, measurement, bytes: isAll ? bytes : null };
    }
  }
}

type Problems = Readonly<{ rejected: string | null; leftOut: readonly string[] }>;
type ReadRow = Readonly<{ content: MeasurementContent | null; problems: Problems }>;

function readRow({ cells, section }: ReadableRow, survey: Survey): ReadRow {
  const leftOut: string[] = [];
  const leaveOut: LeaveOut = (read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      leftOut.push(`${error.message} It is left out.`);
      return null;
    }
  };
  try {
    const content = survey.measurementParserOf(section)(rowOf(cells, section.header, leaveOut));
    return { content, problems: { rejected: null, leftOut } };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { content: null, problems: { rejected: error.message, leftOut } };
  }
}
