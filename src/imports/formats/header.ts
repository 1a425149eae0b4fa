import { invalid } from '../../errors.ts';
import { quoted } from './cells.ts';
import { distanceUnitOf, secondsOfUnit, weightUnitOf } from './units.ts';

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
  | 'ignored'
  | 'bodyWeight';

/** The columns in the files of one app (not a lane layout): how they are named and which are required. */
export type Layout = Readonly<{
  app: string;
  /** Maps the names of columns, folded by `foldName` and without units, to the columns. */
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

/** Folds the name of a column for comparisons: lower case, without accents, byte order mark and blanks around it. */
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

/**
 * Finds the columns of a file by their names, in any order; ignores unknown ones. Refuses a header that lacks a
 * required column or names an unknown unit.
 */
export function parseHeader(cells: readonly string[], layout: Layout): Header {
  layout.check?.(cells);
  const places = placesOf(cells, layout);
  const seen = new Set<string>();
  for (const { index } of [...places.values()].flat()) {
    const name = foldName(cells[index] ?? '');
    if (seen.has(name)) throw invalid('file', `The column "${(cells[index] ?? '').trim()}" appears twice.`);
    seen.add(name);
  }
  refuseMissingColumns(places, layout);
  for (const [column, all] of places) {
    for (const place of all) refuseUnknownUnit(column, place, cells[place.index] ?? '');
  }
  return { cells, places };
}

/** Whether a row has the names of all required columns, so that it is a header. */
export function isHeader(cells: readonly string[], layout: Layout): boolean {
  // Hardly any row is a header, and the first cells show that, so the others are not examined.
  if (!cells.slice(0, 3).some((cell) => !/^\d/.test(cell) && parseColumn(cell, layout) !== null)) return false;
  const places = placesOf(cells, layout);
  return layout.required.every((column) => places.has(column));
}

function placesOf(cells: readonly string[], layout: Layout): Map<Column, Place[]> {
  const places = new Map<Column, Place[]>();
  for (const [index, cell] of cells.entries()) {
    const parsed = parseColumn(cell, layout);
    if (parsed === null) continue;
    const place = { index, unit: parsed.unit };
    places.set(parsed.column, [...(places.get(parsed.column) ?? []), place]);
  }
  return places;
}

function refuseMissingColumns(places: Header['places'], layout: Layout): void {
  const { app, names, required, wayOut = genericCsv } = layout;
  const nameOf = (column: Column) => [...names].find(([, named]) => named === column)?.[0] ?? column;
  const missing = required.filter((column) => !places.has(column)).map((column) => `"${nameOf(column)}"`);
  if (missing.length === 0) return;
  const what = missing.length === 1 ? 'column is' : 'columns are';
  throw invalid('file', `This is not a ${app} export. The following ${what} missing: ${missing.join(', ')}. ${wayOut}`);
}

const genericCsv =
  'If the columns have other names, for example in another language, use the format csv and name the columns in its mapping.';

const unitsOf: Partial<Record<Column, ReadonlyMap<string, unknown>>> = {
  weight: weightUnitOf,
  distance: distanceUnitOf,
  seconds: secondsOfUnit,
  time: secondsOfUnit,
  duration: secondsOfUnit,
};

function refuseUnknownUnit(column: Column, { unit }: Place, cell: string): void {
  const known = unitsOf[column];
  if (unit === null || known === undefined || known.has(unit)) return;
  throw invalid(
    'file',
    `The column ${quoted(cell.trim())} has an unknown unit. Known are: ${[...known.keys()].join(', ')}.`,
  );
}

/** Chooses the delimiter with which a header has the most known columns. */
export function findDelimiter(header: string, layout: Layout): string {
  const knownColumns = (delimiter: string): number =>
    header.split(delimiter).filter((cell) => parseColumn(cell.replaceAll('"', ''), layout) !== null).length;
  return [',', ';', '\t', '|'].reduce((best, each) => (knownColumns(each) > knownColumns(best) ? each : best));
}

type NamedColumn = Readonly<{ column: Column; unit: string | null }>;

function parseColumn(cell: string, { names, unitPattern, hasUnitsAsNames = false }: Layout): NamedColumn | null {
  const name = foldName(cell);
  const withoutUnit = names.get(name);
  if (withoutUnit !== undefined) return { column: withoutUnit, unit: null };
  if (hasUnitsAsNames && weightUnitOf.has(name)) return { column: 'weight', unit: name };
  if (hasUnitsAsNames && distanceUnitOf.has(name)) return { column: 'distance', unit: name };
  const parts = unitPattern.exec(name);
  const column = names.get(parts?.[1]?.trim() ?? '');
  return column === undefined ? null : { column, unit: parts?.[2]?.trim() ?? null };
}
