import type { SetType } from '../../events/values.ts';
import type { Field, Layout } from '../csv/columns.ts';
import type { Cell, RowReader, WorkoutPart } from './export-row.ts';
import { performanceOf, type Units } from './performance.ts';
import { type LocalTime, localTimeReader } from './times.ts';
import { durationOf, indexOf, nameOf, notesOf, oneOf, RowError } from './values.ts';

/** Strong's columns through the years: with and without units, durations and RPE, in English and in German. */
export const strongLayout: Layout = {
  app: 'Strong',
  names: new Map<string, Field>([
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
  needed: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitIn: /^([^(]+)\((.+)\)$/,
};

/** Letters stand in the place of the number. */
const letters: ReadonlyMap<string, SetType> = new Map([
  ['w', 'warm_up'],
  ['d', 'drop'],
  ['f', 'failure'],
]);

/** Reads rows of Strong, whose notes belong to sets, except on rows of their own. */
export function strongRows(units: Units): RowReader {
  const startOf = localTimeReader('The date');
  return (cell) => {
    const place = cell('order').trim();
    const special = place.toLowerCase();
    if (special === 'rest timer') return null;
    const workout = workoutOf(cell, startOf(cell('start')));
    const name = nameOf(cell('exercise'), 'The name of the exercise');
    if (name === null) throw new RowError('It names no exercise.');
    const note = notesOf(cell('notes'), 'The note');
    if (special === 'note') {
      if (note === null) return null;
      return { workout, exercise: { name, supersetGroup: null, notes: note, order: null }, set: null };
    }
    const order = /^\d/.test(place) ? indexOf(place, 'The set order') : null;
    const type = order === null ? oneOf(place, letters, 'The set order') : 'normal';
    return {
      workout,
      exercise: { name, supersetGroup: null, notes: null, order },
      set: performanceOf(cell, type, note, units),
    };
  };
}

function workoutOf(cell: Cell, start: LocalTime | null): WorkoutPart {
  if (start === null) throw new RowError('It has no date.');
  return {
    id: [cell('start'), cell('workout'), cell('number')].join('\0'),
    start,
    end: null,
    durationSeconds: durationOf(cell('duration')),
    name: nameOf(cell('workout'), 'The name of the workout'),
    notes: notesOf(cell('workoutNotes'), 'The note on the workout'),
  };
}
