import { invalid } from '../../errors.ts';
import { columnMapLength } from '../../events/values.ts';
import { cutRow } from '../csv/cut-row.ts';
import { parseIndex, parseName, parseNotes, parseWord, quoted, written } from './cells.ts';
import { setTypeOf } from './hevy.ts';
import { type Column, foldName, type Layout, namesOf } from './layout.ts';
import { parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import { type FileStyle, type ParseRow, startOf } from './rows.ts';
import { durationOf } from './strong.ts';

/**
 * The fields of the generic CSV, with the names of columns that are read as this field without a mapping. A column
 * `time` or `duration` may be one of the workout or of the set, so it needs a mapping.
 */
const fields: Readonly<Record<string, readonly [Column, ...string[]]>> = {
  date: ['start', 'date', 'start', 'start time', 'started at', 'day'],
  clock: ['startClock', 'time of day', 'start clock'],
  end: ['end', 'end', 'end time', 'ended at'],
  duration: ['duration', 'workout duration'],
  workout: ['workout', 'workout', 'workout name', 'session', 'title'],
  workoutNotes: ['workoutNotes', 'workout notes', 'session notes', 'description'],
  exercise: ['exercise', 'exercise', 'exercise name', 'movement'],
  exerciseNotes: ['exerciseNotes', 'exercise notes'],
  superset: ['superset', 'superset', 'superset id'],
  set: ['order', 'set', 'set order', 'set number', 'set #'],
  type: ['type', 'type', 'set type'],
  weight: ['weight', 'weight', 'load'],
  weightUnit: ['weightUnit', 'weight unit', 'unit'],
  reps: ['reps', 'reps', 'repetitions'],
  distance: ['distance', 'distance'],
  distanceUnit: ['distanceUnit', 'distance unit'],
  seconds: ['time', 'seconds', 'set duration'],
  rpe: ['rpe', 'rpe'],
  rir: ['rir', 'rir'],
  notes: ['notes', 'notes', 'note', 'comment', 'comments'],
};
export const csvFields = Object.keys(fields);

/** Which column of a generic CSV contains which field: names of columns by field. */
export type ColumnMap = ReadonlyMap<string, string>;

/**
 * Parses a mapping such as `weight=Load,reps=Reps`. A pair whose name of a column contains a comma is put in quotation
 * marks: `"weight=Load, total",reps=Reps`.
 */
export function parseColumnMap(text: string): ColumnMap {
  const map = new Map<string, string>();
  const { max } = columnMapLength;
  if (text.length > max) throw invalid('map', `The mapping is longer than ${written(max)} characters.`);
  if (text.trim() === '') return map;
  const row = cutRow(text, 0, text.length, { delimiter: ',', width: 0, isEnd: true });
  if (typeof row === 'string') throw invalid('map', 'A quotation mark of the mapping is not closed.');
  for (const pair of row.cells) {
    const at = pair.indexOf('=');
    const [field, column] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 0 || column === '') throw invalid('map', `The mapping ${quoted(pair)} is not of the form field=Column.`);
    if (!Object.hasOwn(fields, field)) {
      throw invalid('map', `The field ${quoted(field)} is unknown. Fields are: ${csvFields.join(', ')}.`);
    }
    if (map.has(field)) throw invalid('map', `The field "${field}" is mapped twice.`);
    map.set(field, column);
  }
  return map;
}

/** The columns of a generic CSV. A field of the mapping is in the column that the mapping names, and in no other. */
export function csvLayout(map: ColumnMap): Layout {
  const unitPattern = /^([^(]+)\((.+)\)$/;
  const names = new Map<string, Column>();
  for (const [field, [column, ...all]] of Object.entries(fields)) {
    if (!map.has(field)) for (const [name] of namesOf({ [column]: all })) names.set(name, column);
  }
  for (const [field, name] of map) {
    const [column] = fields[field] ?? [];
    const folded = foldName(name);
    if (column === undefined) continue;
    names.set(folded, column);
    // The unit in the name of a column counts, so the name is also known without it.
    const plain = unitPattern.exec(folded)?.[1]?.trim();
    if (plain !== undefined) {
      names.delete(folded);
      names.set(plain, column);
    }
  }
  const check = (cells: readonly string[]) => checkColumnMap(map, cells);
  return {
    app: 'CSV',
    names,
    required: ['start', 'exercise'],
    unitPattern,
    hasUnitsAsNames: !map.has('weight'),
    wayOut,
    check,
  };
}

const wayOut = 'Name the columns that contain these fields in the mapping, such as date=Day.';

/** Refuses a mapping that names a column which the file does not have. */
function checkColumnMap(map: ColumnMap, header: readonly string[]): void {
  const names = new Set(header.map(foldName));
  for (const name of map.values()) {
    if (!names.has(foldName(name))) throw invalid('map', `The file has no column ${quoted(name)}.`);
  }
}

export function createParseCsvRow(style: FileStyle): ParseRow {
  const parseStart = style.parseTime('The date');
  const parseEnd = style.parseTime('The end');
  return (row) => {
    const start = startOf(row, parseStart);
    if (start === null) throw new RowError('The date is missing.');
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const note = row.leaveOut(() => parseNotes(row.text('notes'), 'The note'));
    const workout = {
      start,
      end: row.leaveOut(() => parseEnd(row.text('end')), 'workout'),
      durationSeconds: row.leaveOut(() => durationOf(row, style), 'workout'),
      name: row.leaveOut(() => parseName(row.text('workout'), 'The workout name'), 'workout'),
      notes: row.leaveOut(() => parseNotes(row.text('workoutNotes'), 'The workout note'), 'workout'),
    };
    const exercise = {
      name,
      supersetGroup: row.leaveOut(() => parseIndex(row.text('superset'), 'The superset')),
      notes: row.leaveOut(() => parseNotes(row.text('exerciseNotes'), 'The exercise note')),
      order: row.leaveOut(() => parseIndex(row.text('order'), 'The number of the set')),
    };
    const type = row.leaveOut(() => parseWord(row.text('type'), setTypeOf, 'The set type')) ?? 'normal';
    return [{ workout, exercise, set: parsePerformance(row, { type, note, style }) }];
  };
}
