import { IANAZone } from 'luxon';
import { invalid } from '../errors.ts';
import { isCharset } from '../events/charset.ts';
import { historyFormat, type ImportFormat, timeZoneLength } from '../events/values.ts';
import { readMeasurements } from './body/read-measurements.ts';
import { readRows } from './csv/read-rows.ts';
import type { ExportFile } from './file/file-rows.ts';
import { surveyFile } from './file/survey.ts';
import { parseColumnMap } from './formats/csv.ts';
import { type Format, formats } from './formats/formats.ts';
import { findDelimiter, isHeader } from './formats/header.ts';
import type { Parsed, ReadOptions } from './imported.ts';
import { readHistory } from './irontrack/read-history.ts';
import { readWorkouts } from './read-workouts.ts';

/**
 * Reads an exported file: first to find out how it is written and which rows belong together, then to yield workouts,
 * body measurements, rejected rows and what is left out. Rows of a workout may be anywhere in the file. Refuses a file of another format,
 * or without a weight unit in file or options, before it yields anything.
 */
export async function* readExport(
  format: ImportFormat,
  open: () => AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Parsed> {
  if (format === historyFormat.name) {
    yield* readHistory(open);
    return;
  }
  const { timezone, unit, charset = null } = options;
  refuseUnknown(timezone, charset);
  const map = parseColumnMap(options.map ?? '');
  if (map.size > 0 && format !== 'csv') throw invalid('map', 'Only the format csv has a mapping of columns.');
  const { [format]: usual } = formats;
  const isBody = await isBodyFile(usual, open, charset);
  const app = isBody && usual.body ? usual.body : usual;
  const file: ExportFile = { open, format: app, layout: app.layoutOf(map), charset, sections: new Map() };
  const survey = await surveyFile(file, unit);
  for (const row of survey.leftOut) yield { type: 'leftOut', row };
  const { isShuffled } = survey.members;
  const { hasOneExerciseOfAName = false } = app;
  const { isJoined, isSorted } = survey;
  const build = { timezone, isJoined, isSorted, isShuffled, hasOneExerciseOfAName };
  // A file in order is read once. Where the rows of too many workouts are mixed, each reading reads some of them.
  for (let isFirst = true, isDone = isBody; !isDone; isFirst = false) {
    isDone = yield* readWorkouts({ file, survey, build, isFirst });
  }
  if (app.createParseMeasurement) yield* readMeasurements({ file, survey, isAll: isBody });
}

/** Whether the file has the header of the app's files of body measurements. */
async function isBodyFile({ body }: Format, open: ExportFile['open'], charset: string | null): Promise<boolean> {
  if (!body) return false;
  const layout = body.layoutOf(new Map());
  const shape = { findDelimiter: (line: string) => findDelimiter(line, layout), isHeader: () => false };
  for await (const { rows } of readRows(open(), shape, charset)) {
    const [first] = rows;
    if (first) return first.error === null && isHeader(first.cells, layout);
  }
  return false;
}

function refuseUnknown(timezone: string, charset: string | null): void {
  const isZone = timezone.length <= timeZoneLength.max && IANAZone.isValidZone(timezone);
  if (!isZone) throw invalid('timezone', 'Unknown time zone.');
  if (charset !== null && !isCharset(charset)) throw invalid('charset', 'Unknown character set.');
}
