import type { RejectedRow } from '../../events/import.ts';
import type { WeightUnit } from '../../events/values.ts';
import type { ParseMeasurement } from '../body/parse-measurement.ts';
import { RowError } from '../formats/row-error.ts';
import { type FileStyle, type ParseRow, type Row, rowOf, startOf } from '../formats/rows.ts';
import { createFileIndex, type FileIndex, type Members, type WorkoutTexts } from './file-index.ts';
import { type ExportFile, fileRows, type ReadableRow, type Section } from './file-rows.ts';
import { requireUnit, unitOfHeader } from './file-unit.ts';
import { createOrderFinder } from './order-finder.ts';
import { createUnknownColumns } from './unknown-columns.ts';

/** What the first reading of a file finds: which rows belong together, and how its values are written. */
export type Survey = Readonly<{
  members: Members;
  parserOf: (section: Section) => ParseRow;
  measurementParserOf: (section: Section) => ParseMeasurement;
  /** Whether the file was joined from several: it has several headers, or workouts with all their rows twice. */
  isJoined: boolean;
  /** Whether the exercises of each workout are in the order of the alphabet, because the file was sorted. */
  isSorted: boolean;
  leftOut: readonly RejectedRow[];
}>;

/** Returns null instead of an invalid value. The second reading of the file reports it. */
const quietly = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowError) return null;
    throw error;
  }
};

/** Reads a file once, without keeping its rows. Refuses a file without a weight unit in file or request. */
export async function surveyFile(file: ExportFile, unit: WeightUnit | null): Promise<Survey> {
  const finders = {
    index: createFileIndex(),
    order: createOrderFinder(),
    unknown: createUnknownColumns(file.layout),
  };
  const { index, order, unknown } = finders;
  let parts = 0;
  for await (const { rows } of fileRows(file)) {
    for (const row of rows) {
      if ('header' in row) {
        parts += 1;
        unknown.addHeader(row.header, row.line);
        requireUnit(file, row.header, unit);
      } else if (row.error === null) addRow(row, finders);
    }
  }
  const styles = new Map<number, FileStyle>();
  for (const section of file.sections.values()) styles.set(section.number, await styleOf(file, section, unit));
  const parsers = new Map([...styles].map(([number, style]) => [number, file.format.createParseRow(style)]));
  const measuring = new Map(
    [...styles].map(([number, style]) => [number, file.format.createParseMeasurement?.(style)]),
  );
  return {
    members: await index.group(timeParser(styles)),
    parserOf: ({ number }) => parsers.get(number) as ParseRow,
    measurementParserOf: ({ number }) => measuring.get(number) ?? (() => null),
    isJoined: parts > 1 || order.isCopied(),
    isSorted: order.isSorted(),
    leftOut: unknown.leftOut(),
  };
}

type Finders = Readonly<{
  index: FileIndex;
  order: ReturnType<typeof createOrderFinder>;
  unknown: ReturnType<typeof createUnknownColumns>;
}>;

function addRow({ cells, section }: ReadableRow, { index, order, unknown }: Finders): void {
  const row = rowOf(cells, section.header, quietly);
  quietly(() => section.evidence.add(row));
  const texts = quietly(() => textsOf(row, section));
  if (texts === null) return;
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  index.add(texts, length);
  order.add(texts, row.text('exercise'), cells);
  unknown.addRow(section, cells);
}

async function styleOf(file: ExportFile, section: Section, unit: WeightUnit | null): Promise<FileStyle> {
  const { header, evidence } = section;
  return { header, weightUnit: unitOfHeader(file, section) ?? unit, ...(await evidence.style()) };
}

/** What a row tells about its workout. */
export const textsOf = (row: Row, { number: section }: Section): WorkoutTexts => ({
  section,
  date: row.text('start').trim(),
  clock: row.text('startClock').trim(),
  name: row.text('workout'),
  end: row.text('end').trim() || row.text('endClock').trim(),
  number: row.text('number').trim(),
});

function timeParser(styles: ReadonlyMap<number, FileStyle>) {
  return ({ section, date, clock, end }: WorkoutTexts, which: 'start' | 'end') => {
    const parse = styles.get(section)?.parseTime('The date');
    if (parse === undefined) return null;
    const start: Pick<Row, 'text' | 'leaveOut'> = {
      text: (column) => (column === 'start' ? date : column === 'startClock' ? clock : ''),
      leaveOut: quietly,
    };
    if (which === 'start') return quietly(() => startOf(start as Row, parse));
    return quietly(() => parse(end)) ?? quietly(() => parse(`${date} ${end}`));
  };
}
