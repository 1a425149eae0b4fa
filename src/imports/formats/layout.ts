/** The columns of exported files that the importers read. */
export type Column =
  | 'start'
  | 'startClock'
  | 'end'
  | 'endClock'
  | 'duration'
  | 'number'
  | 'workout'
  | 'workoutNotes'
  | 'exercise'
  | 'exerciseNotes'
  | 'superset'
  | 'order'
  | 'type'
  | 'weight'
  | 'weightUnit'
  | 'reps'
  | 'distance'
  | 'distanceUnit'
  | 'seconds'
  | 'time'
  | 'timedSets'
  | 'rpe'
  | 'rir'
  | 'notes'
  | 'measurement'
  | 'value'
  | 'unit'
  | 'ignored'
  | 'bodyWeight';

/** The columns in the files of one app (not a lane layout): how they are named and which are required. */
export type Layout = Readonly<{
  app: string;
  /** Maps the names of columns, in the form that `foldName` returns and without units, to the columns. */
  names: ReadonlyMap<string, Column>;
  /** The columns that every exported file of the app has. */
  required: readonly Column[];
  /** The pattern that splits the name of a column into the name proper and the unit. */
  unitPattern: RegExp;
  /** Whether a column for weight or distance may be named by its unit alone, such as `kg` in Strong's files of 2016. */
  hasUnitsAsNames?: boolean;
  /** Says what to do about missing columns; by default, to use the generic CSV. */
  wayOut?: string;
  /** Refuses a header for further reasons. */
  check?: (cells: readonly string[]) => void;
}>;

/** A column of the file. `unit` is the word in its name for a unit, in lower case; null if the name has none. */
export type Place = Readonly<{ index: number; unit: string | null }>;

/** The header of a file. A field may have several columns, such as one for each unit. */
export type Header = Readonly<{ cells: readonly string[]; places: ReadonlyMap<Column, readonly Place[]> }>;

/** The longest name of a column that is compared with those of the apps. */
const maxNameLength = 200;

/**
 * The form in which names of columns are compared: lower case, without accents, byte order mark and blanks around it.
 */
export const foldName = (name: string): string =>
  name.length > maxNameLength
    ? ''
    : name
        .normalize('NFKD')
        .replace(/[\p{M}\uFEFF]/gu, '')
        .replace(/[’ʼ`]/g, "'")
        .replace(/\s+/g, ' ')
        .trim()
        .toLowerCase();

/** Makes the map of a layout from the names of each column. */
export const namesOf = (names: Partial<Record<Column, readonly string[]>>): ReadonlyMap<string, Column> =>
  new Map(
    Object.entries(names).flatMap(([column, all]) => all.map((name) => [foldName(name), column as Column] as const)),
  );
