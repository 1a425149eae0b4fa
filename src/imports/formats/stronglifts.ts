import { emptyPerformance, type Performance } from '../../events/performance.ts';
import type { WeightUnit } from '../../events/values.ts';
import { momentOf, type ParseMeasurement } from '../body/parse-measurement.ts';
import { parseDuration } from '../dates/duration.ts';
import { parseName, parseNotes, parseNumber } from './cells.ts';
import { foldName, type Layout, namesOf } from './layout.ts';
import { parseReps } from './performance.ts';
import { RowError } from './row-error.ts';
import { type FileStyle, type ParseRow, type Row, startOf, type WorkoutPart } from './rows.ts';
import { durationOf } from './strong.ts';
import { weightUnitOf } from './units.ts';

/** The columns of StrongLifts' files, which have a row for each exercise and columns for its sets. */
export const strongLiftsLayout: Layout = {
  app: 'StrongLifts',
  names: namesOf({
    start: ['date'],
    exercise: ['exercise'],
    number: ['workout'],
    workout: ['workout name'],
    startClock: ['start time'],
    endClock: ['end time'],
    duration: ['duration'],
    workoutNotes: ['notes'],
    timedSets: ['sets×time', 'setsxtime', 'sets x time'],
    bodyWeight: ['body weight', 'bodyweight'],
    // These are computed from the sets.
    ignored: [
      ...['sets×reps', 'setsxreps', 'sets x reps', 'top set', 'top set reps x kg', 'top set reps x lb', 'e1rm', 'reps'],
      ...['volume', 'exercise volume', 'workout volume', 'set'],
    ],
  }),
  required: ['start', 'exercise', 'workout'],
  unitPattern: /^([^(]+)\((.+)\)$/,
};

/** The two columns of one set: how many reps, with which weight. */
type SetColumns = Readonly<{ reps: number; weight: number | null; unit: WeightUnit | null }>;

const setColumn = /^set (\d{1,3}) ?\(([^)]*)\)$/;

function setColumnsOf(header: readonly string[]): readonly SetColumns[] {
  const sets = new Map<number, { reps: number | null; weight: number | null; unit: WeightUnit | null }>();
  for (const [index, cell] of header.entries()) {
    const [, number, kind = ''] = setColumn.exec(foldName(cell)) ?? [];
    if (number === undefined) continue;
    const set = sets.get(Number(number)) ?? { reps: null, weight: null, unit: null };
    if (kind === 'reps') set.reps = index;
    else [set.weight, set.unit] = [index, weightUnitOf.get(kind) ?? null];
    sets.set(Number(number), set);
  }
  const sorted = [...sets].toSorted(([a], [b]) => a - b).map(([, set]) => set);
  return sorted.flatMap(({ reps, ...rest }) => (reps === null ? [] : [{ reps, ...rest }]));
}

/** The unit of the weights in a header: that of the first column with a weight of a set. */
export const strongLiftsUnit = (header: readonly string[]): WeightUnit | null =>
  setColumnsOf(header)
    .map(({ unit }) => unit)
    .find((unit) => unit !== null) ?? null;

export function createParseStrongLiftsRow(style: FileStyle): ParseRow {
  const parseTime = style.parseTime('The date');
  const columns = setColumnsOf(style.header.cells);
  return (row) => {
    const workout = parseWorkout(row, parseTime, style);
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const sets = columns.map((set) => parseSet(row, set, style)).filter((set) => set !== null);
    const all = sets.length > 0 ? sets : timedSets(row, style);
    return all.map((set, index) => {
      return { workout, exercise: { name, supersetGroup: null, notes: null, order: index + 1 }, set };
    });
  };
}

/** Creates a parser of the body weight in a row. Each row of a workout repeats it, without the time of weighing. */
export function createParseBodyWeight(style: FileStyle): ParseMeasurement {
  const parseTime = style.parseTime('The date');
  return (row) => {
    const [cell] = row.filled('bodyWeight');
    const value = cell && parseNumber(cell.text, 'The body weight', style.numbers);
    if (!value) return null;
    const unit = cell.unit === null ? style.weightUnit : (weightUnitOf.get(cell.unit) ?? null);
    if (unit === null) throw new RowError('The body weight has no unit (kg or lb).');
    return { kind: 'body_weight', value, unit, ...momentOf(row, parseTime), time: null, notes: null };
  };
}

function parseSet({ cells }: Row, columns: SetColumns, { numbers, weightUnit }: FileStyle): Performance | null {
  const reps = parseReps(cells[columns.reps] ?? '', numbers);
  if (reps === null) return null;
  const value = columns.weight === null ? null : parseNumber(cells[columns.weight] ?? '', 'The weight', numbers);
  const unit = columns.unit ?? weightUnit;
  if (value && unit === null) throw new RowError('The weight has no unit (kg or lb).');
  return { ...emptyPerformance, reps, weight: value && unit !== null ? { value, unit } : null };
}

/** Reads sets that were timed, such as `3×0:30`: three sets of 30 seconds. */
function timedSets(row: Row, { numbers, vocabulary }: FileStyle): readonly Performance[] {
  const text = row.text('timedSets').trim();
  const [, count, time] = /^(\d{1,2})\s?[x×]\s?([\d:.]{1,10})$/i.exec(text) ?? [];
  if (count === undefined || time === undefined) return [];
  const seconds = parseDuration(time, { numbers, vocabulary, clock: 'minutes' });
  return seconds ? Array.from({ length: Number(count) }, () => ({ ...emptyPerformance, seconds })) : [];
}

type ParseTime = ReturnType<FileStyle['parseTime']>;

function parseWorkout(row: Row, parseTime: ParseTime, { numbers, vocabulary }: FileStyle): WorkoutPart {
  const start = startOf(row, parseTime);
  if (start === null) throw new RowError('The date is missing.');
  const clock = row.text('endClock').trim();
  const end = clock === '' ? null : row.leaveOut(() => parseTime(`${row.text('start').trim()} ${clock}`), 'workout');
  const day = 86_400_000;
  return {
    start,
    // A workout may last beyond midnight, but the file has only one date.
    end: end && { ...end, wall: end.wall < start.wall ? end.wall + day : end.wall },
    durationSeconds: row.leaveOut(() => durationOf(row, { numbers, vocabulary }), 'workout'),
    name: row.leaveOut(() => parseName(row.text('workout'), 'The workout name'), 'workout'),
    notes: row.leaveOut(() => parseNotes(row.text('workoutNotes'), 'The note'), 'workout'),
  };
}
