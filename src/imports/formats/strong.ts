import type { SetType } from '../../events/values.ts';
import { parseDuration } from '../dates/duration.ts';
import { parseIndex, parseName, parseNotes, parseWord } from './cells.ts';
import { parsePerformance } from './performance.ts';
import { RowError } from './row-error.ts';
import { type ExportRow, type FileStyle, type ParseRow, type Row, startOf, type WorkoutPart } from './rows.ts';
import { secondsOfUnit } from './units.ts';
import { wordMap } from './words.ts';

/** The letters that Strong writes instead of a set's number, by type of set. A normal set has a number. */
const setTypeOf = wordMap<SetType>({ normal: [], warm_up: ['w'], drop: ['d'], failure: ['f'] });

/**
 * Creates a parser of the rows in Strong's files. The notes in these rows belong to sets, but a row with a word instead
 * of a set's number may contain a note on its exercise, or the time of a rest.
 */
export function createParseStrongRow(style: FileStyle): ParseRow {
  const parseStart = style.parseTime('The date');
  return (row) => {
    const order = row.text('order').trim();
    const isNumbered = /^\d/.test(order);
    const isWord = !isNumbered && order !== '' && !setTypeOf.has(order.toLowerCase().slice(0, 2));
    if (isWord && isRest(row)) return [];
    const workout = parseWorkout(row, startOf(row, parseStart), style);
    const name = parseName(row.text('exercise'), 'The exercise name');
    if (name === null) throw new RowError('The exercise name is missing.');
    const note = row.leaveOut(() => parseNotes(row.text('notes'), 'The note'));
    const exercise = { name, supersetGroup: null, notes: null, order: null };
    if (isWord && isNote(row)) return noteOf(workout, { ...exercise, notes: note });
    const number = isNumbered ? row.leaveOut(() => parseIndex(order, 'The set order')) : null;
    const type = isNumbered ? 'normal' : (row.leaveOut(() => parseWord(order, setTypeOf, 'The set order')) ?? 'normal');
    return [{ workout, exercise: { ...exercise, order: number }, set: parsePerformance(row, { type, note, style }) }];
  };
}

/** The measures of a set, except for the time, which a rest has too. */
const counted = ['weight', 'reps', 'rpe', 'distance'] as const;
const isNothing = (text: string): boolean => /^\s*[+-]?0*(?:[.,]0*)?\s*$/.test(text.slice(0, 40)) && text.length <= 40;

/**
 * Whether a row with a word as its order is the time of a rest. The word depends on the language of the phone, so the
 * row is recognised by what it has: seconds and nothing else.
 */
const isRest = (row: Row): boolean =>
  [...counted, 'notes' as const].every((column) => isNothing(row.text(column))) && !isNothing(row.text('seconds'));

/** Whether a row with a word as its order is a note on the exercise: it has no measures. */
const isNote = (row: Row): boolean => [...counted, 'seconds' as const].every((column) => isNothing(row.text(column)));

const noteOf = (workout: WorkoutPart, exercise: ExportRow['exercise']): readonly ExportRow[] =>
  exercise.notes === null ? [] : [{ workout, exercise, set: null }];

function parseWorkout(row: Row, start: WorkoutPart['start'] | null, { numbers, vocabulary }: FileStyle): WorkoutPart {
  if (start === null) throw new RowError('The date is missing.');
  return {
    start,
    end: null,
    durationSeconds: row.leaveOut(() => durationOf(row, { numbers, vocabulary }), 'workout'),
    name: row.leaveOut(() => parseName(row.text('workout'), 'The workout name'), 'workout'),
    notes: row.leaveOut(() => parseNotes(row.text('workoutNotes'), 'The workout note'), 'workout'),
  };
}

/** The duration of a workout in seconds; null if the row has none. */
export function durationOf(row: Row, style: Pick<FileStyle, 'numbers' | 'vocabulary'>): number | null {
  const [first] = row.filled('duration');
  if (first === undefined) return null;
  return parseDuration(row.text('duration'), { ...style, unit: secondsOfUnit.get(first.unit ?? '') ?? 1 });
}
