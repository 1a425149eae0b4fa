import { type MeasurementUnit, unitsOfKind } from '../../events/measurement-values.ts';
import { parseNotes, parseNumber, parseWord, quoted } from '../formats/cells.ts';
import { foldName, type Layout, namesOf } from '../formats/layout.ts';
import { RowError } from '../formats/row-error.ts';
import type { FileStyle } from '../formats/rows.ts';
import { kindOfName, measurementUnitOf } from './measurement-words.ts';
import { momentOf, type ParseMeasurement } from './parse-measurement.ts';

/** The columns of the file with which FitNotes exports body weight and measurements. */
export const fitNotesBodyLayout: Layout = {
  app: 'FitNotes',
  names: namesOf({
    start: ['date'],
    startClock: ['time'],
    measurement: ['measurement', 'measurement name'],
    value: ['value'],
    unit: ['unit'],
    notes: ['comment', 'comments', 'notes'],
  }),
  required: ['start', 'measurement', 'value'],
  unitPattern: /^([^(]+)\((.+)\)$/,
};

/** Creates a parser of the rows in FitNotes' body file. Each row is a measurement. */
export function createParseFitNotesBodyRow(style: FileStyle): ParseMeasurement {
  const parseTime = style.parseTime('The date');
  return (row) => {
    const moment = momentOf(row, parseTime);
    const name = row.text('measurement').trim();
    const kind = kindOfName(name);
    if (kind === null) throw new RowError(`The measurement ${quoted(name)} is unknown.`);
    const value = parseNumber(row.text('value'), 'The value', style.numbers);
    if (value === null) throw new RowError('The value is missing.');
    const unit = unitIn(row.text('unit'), unitsOfKind(kind), style);
    const notes = row.leaveOut(() => parseNotes(row.text('notes'), 'The comment'));
    return { kind, value, unit, ...moment, notes };
  };
}

/** The unit of a row. A kind with one unit needs none, and a weight has that of the request. */
function unitIn(text: string, allowed: readonly MeasurementUnit[], { weightUnit }: FileStyle): MeasurementUnit {
  if (text.trim() !== '') return parseWord(text, measurementUnitOf, 'The unit');
  const [only, ...others] = allowed;
  if (only !== undefined && others.length === 0) return only;
  if (weightUnit !== null && allowed.includes(weightUnit)) return weightUnit;
  throw new RowError('The measurement has no unit.');
}

/** Repairs a row whose comment, in the last column, has commas without quotation marks. */
export function mendFitNotesBodyRow(cells: readonly string[], header: readonly string[]): readonly string[] | null {
  const last = header.length - 1;
  if (fitNotesBodyLayout.names.get(foldName(header[last] ?? '')) !== 'notes') return null;
  return [...cells.slice(0, last), cells.slice(last).join(',')];
}
