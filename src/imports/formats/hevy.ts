import type { SetType } from '../../events/values.ts';
import { parseIndex, parseName, parseNotes, parseWord } from './cells.ts';
import { type Layout, namesOf } from './layout.ts';
import { parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import { type FileStyle, type ParseRow, type Row, startOf, type WorkoutPart } from './rows.ts';
import { wordMap } from './words.ts';

/**
 * The columns of Hevy's files. Their names contain units: `weight_kg` or `weight_lbs`, `distance_km` or
 * `distance_miles`.
 */
export const hevyLayout: Layout = {
  app: 'Hevy',
  names: namesOf({
    start: ['start_time'],
    exercise: ['exercise_title'],
    order: ['set_index'],
    weight: ['weight'],
    reps: ['reps'],
    end: ['end_time'],
    workout: ['title'],
    workoutNotes: ['description'],
    exerciseNotes: ['exercise_notes'],
    superset: ['superset_id'],
    type: ['set_type'],
    distance: ['distance'],
    seconds: ['duration'],
    rpe: ['rpe'],
  }),
  required: ['start', 'exercise', 'order', 'weight', 'reps'],
  unitPattern: /^(weight|distance|duration)_(.+)$/,
};

export const setTypeOf = wordMap<SetType>({
  normal: ['', 'normal'],
  warm_up: ['warmup', 'warm_up', 'warm-up', 'warm up'],
  drop: ['dropset', 'drop_set', 'drop', 'drop set'],
  failure: ['failure'],
});

/** Creates a parser of the rows in Hevy's files. The notes in these rows belong to exercises, not to sets. */
export function createParseHevyRow(style: FileStyle): ParseRow {
  const parseStart = style.parseTime('The start time');
  const parseEnd = style.parseTime('The end time');
  return (row) => {
    const end = row.leaveOut(() => parseEnd(row.text('end')), 'workout');
    const workout = parseWorkout(row, startOf(row, parseStart), end);
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const order = row.leaveOut(() => parseIndex(row.text('order'), 'The set index'));
    const type = row.leaveOut(() => parseWord(row.text('type'), setTypeOf, 'The set type')) ?? 'normal';
    const supersetGroup = row.leaveOut(() => parseIndex(row.text('superset'), 'The superset'));
    const notes = row.leaveOut(() => parseNotes(withLineBreaks(row.text('exerciseNotes')), 'The exercise note'));
    const set = parsePerformance(row, { type, note: null, style });
    return [{ workout, exercise: { name, supersetGroup, notes, order }, set }];
  };
}

function parseWorkout(row: Row, start: WorkoutPart['start'] | null, end: WorkoutPart['end']): WorkoutPart {
  if (start === null) throw new RowError('The start time is missing.');
  const parseDescription = () => parseNotes(withLineBreaks(row.text('workoutNotes')), 'The description');
  return {
    start,
    end,
    durationSeconds: null,
    name: row.leaveOut(() => parseName(row.text('workout'), 'The title'), 'workout'),
    notes: row.leaveOut(parseDescription, 'workout'),
  };
}

/** Turns each backslash followed by an n, Hevy's way to write a line break, into a line break. */
const withLineBreaks = (text: string): string => text.replaceAll('\\n', '\n');
