import type { SetType } from '../../events/values.ts';
import { parseIndex, parseName, parseNotes, parseWord } from './cells.ts';
import type { Column, Layout } from './header.ts';
import { createParseLocalTime, type LocalTime } from './local-time.ts';
import { type DefaultUnits, parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import type { Cell, ParseRow, WorkoutPart } from './rows.ts';
import { wordMap } from './words.ts';

/**
 * The columns of Hevy's files. Their names contain units: `weight_kg` or `weight_lbs`, `distance_km` or
 * `distance_miles`.
 */
export const hevyLayout: Layout = {
  app: 'Hevy',
  names: new Map<string, Column>([
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
  required: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitPattern: /^(weight|distance)_(.+)$/,
};

const setTypeOf = wordMap<SetType>({
  normal: ['', 'normal'],
  warm_up: ['warmup', 'warm_up', 'warm-up'],
  drop: ['dropset', 'drop_set', 'drop'],
  failure: ['failure'],
});

/** Creates a parser of the rows in Hevy's files. The notes in these rows belong to exercises, not to sets. */
export function createParseHevyRow(units: DefaultUnits): ParseRow {
  const parseStart = createParseLocalTime('The start time');
  const parseEnd = createParseLocalTime('The end time');
  return (cell) => {
    const workout = parseWorkout(cell, parseStart(cell('start')), parseEnd(cell('end')));
    const name = parseName(cell('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const order = parseIndex(cell('order'), 'The set index');
    if (order === null) throw new RowError('The set index is missing.');
    const type = parseWord(cell('type'), setTypeOf, 'The set type');
    const supersetGroup = parseIndex(cell('superset'), 'The superset');
    const notes = parseNotes(withLineBreaks(cell('exerciseNotes')), 'The exercise note');
    const set = parsePerformance(cell, { type, note: null, units });
    return { workout, exercise: { name, supersetGroup, notes, order }, set };
  };
}

function parseWorkout(cell: Cell, start: LocalTime | null, end: LocalTime | null): WorkoutPart {
  if (start === null) throw new RowError('The start time is missing.');
  return {
    id: [cell('start'), cell('end'), cell('workout')].join('\0'),
    start,
    end,
    durationSeconds: null,
    name: parseName(cell('workout'), 'The title'),
    notes: parseNotes(withLineBreaks(cell('workoutNotes')), 'The description'),
  };
}

/** Turns each backslash followed by an n, Hevy's way to write a line break, into a line break. */
const withLineBreaks = (text: string): string => text.replaceAll('\\n', '\n');
