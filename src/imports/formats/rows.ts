import type { Performance } from '../../events/performance.ts';
import type { WeightUnit } from '../../events/values.ts';
import type { LocalTime } from '../dates/date-parts.ts';
import type { ParseLocalTime } from '../dates/local-time.ts';
import type { Vocabulary } from '../dates/vocabulary.ts';
import { quoted } from './cells.ts';
import type { Column, Header } from './layout.ts';
import type { NumberStyle } from './numbers.ts';
import { RowError } from './row-error.ts';

/** A cell that is filled, with the word for its unit from the name of its column. */
export type Filled = Readonly<{ text: string; unit: string | null }>;

/** The cells of one row by their columns. */
export type Row = Readonly<{
  /** The text of a cell; empty when the file does not have the column. Throws `RowError` for two different texts. */
  text: (column: Column) => string;
  /** The filled cells of a column that the file may have several times, once for each unit. */
  filled: (column: Column) => readonly Filled[];
  cells: readonly string[];
  leaveOut: LeaveOut;
}>;

/** Reads a value of a row. If it is invalid, returns null and reports it, so that the row is imported without it. */
export type LeaveOut = <Value>(read: () => Value, of?: 'row' | 'workout') => Value | null;

/** How a file writes its values: what its rows and its header tell, and what the request says. */
export type FileStyle = Readonly<{
  header: Header;
  weightUnit: WeightUnit | null;
  numbers: NumberStyle;
  vocabulary: Vocabulary;
  parseTime: (what: string) => ParseLocalTime;
}>;

/** The part of a row that describes its workout. */
export type WorkoutPart = Readonly<{
  start: LocalTime;
  end: LocalTime | null;
  durationSeconds: number | null;
  name: string | null;
  notes: string | null;
}>;

/**
 * The part of a row that describes its exercise. `order` is the number of the set; null when the app writes a letter
 * instead.
 */
export type ExercisePart = Readonly<{
  name: string;
  supersetGroup: number | null;
  notes: string | null;
  order: number | null;
}>;

/** A parsed row of an exported file. `set` is null for a row that only adds a note to its exercise. */
export type ExportRow = Readonly<{ workout: WorkoutPart; exercise: ExercisePart; set: Performance | null }>;

/**
 * Parses a row of a file; returns nothing when the row contains no training data, and several sets of one exercise when
 * the app writes them into one row. Throws `RowError` when a cell without which the row means nothing is invalid.
 */
export type ParseRow = (row: Row) => readonly ExportRow[];

/** The columns of texts that people write. Their importers check the length. */
const writtenColumns: ReadonlySet<Column> = new Set([
  ...(['workout', 'workoutNotes', 'exercise', 'exerciseNotes', 'notes'] as const),
]);
const maxCellLength = 200;

/**
 * Creates the row of a file from its cells. Refuses a cell that is too long for a time, a number or a word, before a
 * pattern is matched with it.
 */
export const rowOf = (cells: readonly string[], header: Header, leaveOut: LeaveOut): Row => {
  const { places } = header;
  const cellAt = (index: number, column: Column): string => {
    const text = cells[index] ?? '';
    if (text.length <= maxCellLength || writtenColumns.has(column)) return text;
    throw new RowError(`The column ${quoted(header.cells[index] ?? '')} has more than ${maxCellLength} characters.`);
  };
  const filled = (column: Column): readonly Filled[] => {
    const found: Filled[] = [];
    for (const { index, unit } of places.get(column) ?? []) {
      const text = cellAt(index, column);
      if (text !== '' && text.trim() !== '') found.push({ text, unit });
    }
    return found;
  };
  return {
    cells,
    leaveOut,
    filled,
    text(column) {
      const all = places.get(column);
      if (all === undefined) return '';
      if (all.length === 1) return cellAt(all[0]?.index ?? -1, column);
      const [first, ...others] = filled(column);
      if (others.every(({ text }) => text === first?.text)) return first?.text ?? '';
      const shown = [first, ...others].map((each) => quoted(each?.text ?? '')).join(' and ');
      throw new RowError(`The row has different values in columns of the same meaning: ${shown}.`);
    },
  };
};

/** The time at which a workout starts, which may be in two columns; null if the row has none. */
export function startOf(row: Row, parseTime: ParseLocalTime): LocalTime | null {
  const date = row.text('start').trim();
  const clock = row.text('startClock').trim();
  if (date === '' || clock === '') return parseTime(date);
  return row.leaveOut(() => parseTime(`${date} ${clock}`), 'workout') ?? parseTime(date);
}
