import { invalid } from '../../errors.ts';
import type { DistanceUnit, WeightUnit } from '../../events/values.ts';
import { distanceUnitOf, weightUnitOf } from './units.ts';

/** The columns of exported files that the importers read. */
export type Column =
  | 'start'
  | 'end'
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
  | 'rpe'
  | 'notes';

/** The columns in the files of one app (not a lane layout): how they are named and which are required. */
export type Layout = Readonly<{
  app: string;
  /** Maps the names of columns, in lower case and without units, to the columns. */
  names: ReadonlyMap<string, Column>;
  /** The columns that every exported file of the app has. */
  required: readonly Column[];
  /** The pattern that splits the name of a column into the name proper and the unit. */
  unitPattern: RegExp;
}>;

/** The header of a file. `places` has the index of each column. A unit is null when the header does not name it. */
export type Header = Readonly<{
  cells: readonly string[];
  places: ReadonlyMap<Column, number>;
  weightUnit: WeightUnit | null;
  distanceUnit: DistanceUnit | null;
}>;

/**
 * Finds the columns of a file by their names, in any order; ignores unknown ones. Refuses a header that lacks a
 * required column.
 */
export function parseHeader(cells: readonly string[], layout: Layout): Header {
  const places = new Map<Column, number>();
  const units = new Map<Column, string>();
  const seen = new Set<string>();
  for (const [place, cell] of cells.entries()) {
    const parsed = parseColumn(cell, layout);
    if (parsed === null) continue;
    const name = cell.trim().toLowerCase();
    if (seen.has(name)) throw invalid('file', `The column "${cell.trim()}" appears twice.`);
    seen.add(name);
    if (places.has(parsed.column)) continue;
    places.set(parsed.column, place);
    if (parsed.unit !== null) units.set(parsed.column, parsed.unit);
  }
  refuseMissingColumns(places, layout);
  const weightUnit = weightUnitOf.get(units.get('weight') ?? '') ?? null;
  const distanceUnit = distanceUnitOf.get(units.get('distance') ?? '') ?? null;
  return { cells, places, weightUnit, distanceUnit };
}

function refuseMissingColumns(places: Header['places'], { app, names, required }: Layout): void {
  const nameOf = (column: Column) => [...names].find(([, named]) => named === column)?.[0] ?? column;
  const missing = required.filter((column) => !places.has(column)).map((column) => `"${nameOf(column)}"`);
  if (missing.length === 0) return;
  const what = missing.length === 1 ? 'column is' : 'columns are';
  throw invalid('file', `This is not a ${app} export. The following ${what} missing: ${missing.join(', ')}.`);
}

/** Chooses the delimiter with which a header has the most known columns. */
export function findDelimiter(header: string, layout: Layout): string {
  const knownColumns = (delimiter: string): number =>
    header.split(delimiter).filter((cell) => parseColumn(cell.replaceAll('"', ''), layout) !== null).length;
  return [',', ';', '\t'].reduce((best, each) => (knownColumns(each) > knownColumns(best) ? each : best));
}

type NamedColumn = Readonly<{ column: Column; unit: string | null }>;

/** The longest name of a column that is compared with the known names. */
const maxNameLength = 100;

function parseColumn(cell: string, { names, unitPattern }: Layout): NamedColumn | null {
  if (cell.length > maxNameLength) return null;
  const name = cell.trim().toLowerCase();
  // In Strong's exports of 2016, the columns for weight and distance are named by their unit alone, such as `kg`.
  if (names.has('weight') && weightUnitOf.has(name)) return { column: 'weight', unit: name };
  if (names.has('distance') && distanceUnitOf.has(name)) return { column: 'distance', unit: name };
  const withoutUnit = names.get(name);
  if (withoutUnit !== undefined) return { column: withoutUnit, unit: null };
  const parts = unitPattern.exec(name);
  const column = names.get(parts?.[1]?.trim() ?? '');
  return column === undefined ? null : { column, unit: parts?.[2] ?? null };
}
