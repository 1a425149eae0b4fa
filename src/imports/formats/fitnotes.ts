import { parseName, parseNotes } from './cells.ts';
import { type Layout, namesOf } from './layout.ts';
import { decimalOf } from './numbers.ts';
import { parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import { type FileStyle, type ParseRow, startOf } from './rows.ts';
import { distanceUnitOf, weightUnitOf } from './units.ts';

/** The columns of FitNotes for Android, in its old and its new files, and of FitNotes 2 for iOS. */
export const fitNotesLayout: Layout = {
  app: 'FitNotes',
  names: namesOf({
    start: ['date'],
    exercise: ['exercise'],
    weight: ['weight'],
    reps: ['reps'],
    weightUnit: ['weight unit'],
    distance: ['distance'],
    distanceUnit: ['distance unit'],
    time: ['time'],
    notes: ['comment', 'notes'],
    ignored: ['category', 'kind'],
  }),
  required: ['start', 'exercise', 'weight', 'reps'],
  unitPattern: /^([^(]+)\((.+)\)$/,
};

/** Creates a parser of the rows in FitNotes' files, which name neither a workout nor a time of day: a day is a workout. */
export function createParseFitNotesRow(style: FileStyle): ParseRow {
  const parseStart = style.parseTime('The date');
  return (row) => {
    const start = startOf(row, parseStart);
    if (start === null) throw new RowError('The date is missing.');
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const note = row.leaveOut(() => parseNotes(row.text('notes'), 'The comment'));
    const workout = { start, end: null, durationSeconds: null, name: null, notes: null };
    const exercise = { name, supersetGroup: null, notes: null, order: null };
    return [{ workout, exercise, set: parsePerformance(row, { type: 'normal', note, style }) }];
  };
}

const isNumber = (text: string): boolean => !Number.isNaN(decimalOf(text, { decimalMark: '.' }));
const isEmptyOr = (is: (text: string) => boolean) => (text: string) => text.trim() === '' || is(text.trim());

/** What the cells of each column look like. Columns that are missing here contain any text. */
const looks: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ...['weight', 'weight (kgs)', 'weight (lbs)', 'weight (kg)', 'weight (lb)', 'reps', 'distance', 'kind'].map(
    (name) => [name, isEmptyOr(isNumber)] as const,
  ),
  ['weight unit', isEmptyOr((text) => weightUnitOf.has(text.toLowerCase()))],
  ['distance unit', isEmptyOr((text) => [distanceUnitOf, weightUnitOf].some((units) => units.has(text.toLowerCase())))],
  ['time', isEmptyOr((text) => /^\d+(?::\d{2}){0,2}$/.test(text))],
]);

/** How many commas of a row may lack quotation marks. */
const maxExtra = 10;

/**
 * Repairs a row in which commas of a name or a comment are not quoted, so that it has too many cells: joins those cells
 * that make the other columns look right. Returns null if that is impossible, or possible in several ways.
 */
export function mendFitNotesRow(cells: readonly string[], header: readonly string[]): readonly string[] | null {
  const extra = cells.length - header.length;
  const names = header.map((name) => name.trim().toLowerCase());
  const texts = ['exercise', 'comment', 'notes'].map((name) => names.indexOf(name)).filter((place) => place >= 0);
  if (extra <= 0 || extra > maxExtra || texts.length === 0) return null;
  const [first = 0, last] = texts;
  const repaired: string[][] = [];
  for (let inFirst = 0; inFirst <= extra; inFirst += 1) {
    const inLast = extra - inFirst;
    if (inLast > 0 && last === undefined) continue;
    const row = joinCells(cells, first, inFirst);
    const whole = last === undefined ? row : joinCells(row, last, inLast);
    if (whole.every((cell, place) => looks.get(names[place] ?? '')?.(cell) ?? true)) repaired.push(whole);
  }
  return repaired.length === 1 ? (repaired[0] ?? null) : null;
}

/** Joins a cell with as many cells after it, with the commas that separated them. */
const joinCells = (cells: readonly string[], place: number, count: number): string[] => [
  ...cells.slice(0, place),
  cells.slice(place, place + count + 1).join(','),
  ...cells.slice(place + count + 1),
];
