import type { SetType } from '../../events/values.ts';
import type { Field, Layout } from '../csv/columns.ts';
import type { Cell, RowReader, WorkoutPart } from './export-row.ts';
import { performanceOf, type Units } from './performance.ts';
import { type LocalTime, localTimeReader } from './times.ts';
import { indexOf, nameOf, notesOf, oneOf, RowError } from './values.ts';

/** Hevy's columns, which name their units: `weight_kg` or `weight_lbs`, `distance_km` or `distance_miles`. */
export const hevyLayout: Layout = {
  app: 'Hevy',
  names: new Map<string, Field>([
    ['start_time', 'start'],
    ['end_time', 'end'],
    ['title', 'workout'],
    ['description', 'workoutNotes'],
    ['exercise_title', 'exercise'],
    ['exercise_notes', 'exerciseNotes'],
    ['superset_id', 'superset'],
    ['set_index', 'order'],
    ['set_type', 'type'],
    ['weight', 'weight'],
    ['reps', 'reps'],
    ['distance', 'distance'],
    ['duration_seconds', 'seconds'],
    ['rpe', 'rpe'],
  ]),
  needed: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitIn: /^(weight|distance)_(.+)$/,
};

const types: ReadonlyMap<string, SetType> = new Map<string, SetType>([
  ['', 'normal'],
  ['normal', 'normal'],
  ['warmup', 'warm_up'],
  ['warm_up', 'warm_up'],
  ['warm-up', 'warm_up'],
  ['dropset', 'drop'],
  ['drop_set', 'drop'],
  ['drop', 'drop'],
  ['failure', 'failure'],
]);

/** Reads rows of Hevy, whose notes belong to exercises. */
export function hevyRows(units: Units): RowReader {
  const startOf = localTimeReader('The start');
  const endOf = localTimeReader('The end');
  return (cell) => {
    const workout = workoutOf(cell, startOf(cell('start')), endOf(cell('end')));
    const name = nameOf(cell('exercise'), 'The name of the exercise');
    if (name === null) throw new RowError('It names no exercise.');
    const order = indexOf(cell('order'), 'The set index');
    if (order === null) throw new RowError('It has no set index.');
    const type = oneOf(cell('type'), types, 'The set type');
    return {
      workout,
      exercise: {
        name,
        supersetGroup: indexOf(cell('superset'), 'The superset'),
        notes: notesOf(unescaped(cell('exerciseNotes')), 'The note on the exercise'),
        order,
      },
      set: performanceOf(cell, type, null, units),
    };
  };
}

function workoutOf(cell: Cell, start: LocalTime | null, end: LocalTime | null): WorkoutPart {
  if (start === null) throw new RowError('It has no start.');
  return {
    id: [cell('start'), cell('end'), cell('workout')].join('\0'),
    start,
    end,
    durationSeconds: null,
    name: nameOf(cell('workout'), 'The title'),
    notes: notesOf(unescaped(cell('workoutNotes')), 'The description'),
  };
}

/** Hevy writes line breaks as a backslash and an n. */
const unescaped = (text: string): string => (text.includes('\\') ? text.replaceAll('\\n', '\n') : text);
