import type { SetType } from '../../events/values.ts';
import { parseIndex, parseName, parseNotes, parseWord } from './cells.ts';
import { parseDuration } from './duration.ts';
import type { Column, Layout } from './header.ts';
import { createParseLocalTime, type LocalTime } from './local-time.ts';
import { type DefaultUnits, parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import type { Cell, ParseRow, WorkoutPart } from './rows.ts';
import { wordMap } from './words.ts';

/** The columns of Strong's files since 2016, with and without units, in English and in German. */
export const strongLayout: Layout = {
  app: 'Strong',
  names: new Map<string, Column>([
    ['date', 'start'],
    ['workout #', 'number'],
    ['workout name', 'workout'],
    ['duration', 'duration'],
    ['workout duration', 'duration'],
    ['exercise name', 'exercise'],
    ['set order', 'order'],
    ['weight', 'weight'],
    ['weight unit', 'weightUnit'],
    ['reps', 'reps'],
    ['rpe', 'rpe'],
    ['distance', 'distance'],
    ['distance unit', 'distanceUnit'],
    ['seconds', 'seconds'],
    ['notes', 'notes'],
    ['workout notes', 'workoutNotes'],
    ['datum', 'start'],
    ['workout-name', 'workout'],
    ['dauer', 'duration'],
    ['workout-dauer', 'duration'],
    ['name der übung', 'exercise'],
    ['reihenfolge festlegen', 'order'],
    ['gewicht', 'weight'],
    ['wiederh.', 'reps'],
    ['entfernung', 'distance'],
    ['sekunden', 'seconds'],
    ['notizen', 'notes'],
    ['workout-notizen', 'workoutNotes'],
  ]),
  required: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitPattern: /^([^(]+)\((.+)\)$/,
};

/** The letters that Strong writes instead of a set's number, by type of set. A normal set has a number. */
const setTypeOf = wordMap<SetType>({ normal: [], warm_up: ['w'], drop: ['d'], failure: ['f'] });

/**
 * Creates a parser of the rows in Strong's files. The notes in these rows belong to sets, but a row whose set order is
 * `Note` contains a note on its exercise.
 */
export function createParseStrongRow(units: DefaultUnits): ParseRow {
  const parseStart = createParseLocalTime('The date');
  return (cell) => {
    const order = cell('order').trim();
    const kind = order.toLowerCase();
    if (kind === 'rest timer') return null;
    const workout = parseWorkout(cell, parseStart(cell('start')));
    const name = parseName(cell('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const note = parseNotes(cell('notes'), 'The note');
    const exercise = { name, supersetGroup: null, notes: null, order: null };
    if (kind === 'note') return note === null ? null : { workout, exercise: { ...exercise, notes: note }, set: null };
    const number = /^\d/.test(order) ? parseIndex(order, 'The set order') : null;
    const type = number === null ? parseWord(order, setTypeOf, 'The set order') : 'normal';
    return {
      workout,
      exercise: { ...exercise, order: number },
      set: parsePerformance(cell, { type, note, units }),
    };
  };
}

function parseWorkout(cell: Cell, start: LocalTime | null): WorkoutPart {
  if (start === null) throw new RowError('The date is missing.');
  return {
    id: [cell('start'), cell('workout'), cell('number')].join('\0'),
    start,
    end: null,
    durationSeconds: parseDuration(cell('duration')),
    name: parseName(cell('workout'), 'The workout name'),
    notes: parseNotes(cell('workoutNotes'), 'The workout note'),
  };
}
