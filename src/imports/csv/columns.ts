import { invalid } from '../../errors.ts';
import type { Distance, Weight } from '../../events/session.ts';
import { distanceUnits, weightUnits } from '../formats/values.ts';

/** What a column can tell. */
export type Field =
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

/** The names an app gives its columns, in small letters and without unit, and those no export of it lacks. */
export type Layout = Readonly<{
  app: string;
  names: ReadonlyMap<string, Field>;
  needed: readonly Field[];
  /** Takes a column's name apart into name, blanks around it or not, and unit. */
  unitIn: RegExp;
}>;

export type Header = Readonly<{
  cells: readonly string[];
  places: ReadonlyMap<Field, number>;
  weightUnit: Weight['unit'] | null;
  distanceUnit: Distance['unit'] | null;
}>;

type Column = Readonly<{ field: Field; unit: string | null }>;

function columnOf(cell: string, { names, unitIn }: Layout): Column | null {
  const name = cell.trim().toLowerCase();
  // Strong of 2016 calls its columns by their unit alone.
  if (names.has('weight') && weightUnits.has(name)) return { field: 'weight', unit: name };
  if (names.has('distance') && distanceUnits.has(name)) return { field: 'distance', unit: name };
  const plain = names.get(name);
  if (plain !== undefined) return { field: plain, unit: null };
  const parts = unitIn.exec(name);
  const field = names.get(parts?.[1]?.trim() ?? '');
  return field === undefined ? null : { field, unit: parts?.[2] ?? null };
}

/** Finds the columns by name, in any order; others are left alone. Throws where one is missing that every export has. */
export function readHeader(cells: readonly string[], layout: Layout): Header {
  const places = new Map<Field, number>();
  const units = new Map<Field, string>();
  const seen = new Set<string>();
  for (const [place, cell] of cells.entries()) {
    const column = columnOf(cell, layout);
    if (column === null) continue;
    const name = cell.trim().toLowerCase();
    if (seen.has(name)) throw invalid('file', `The column "${cell.trim()}" stands twice in this file.`);
    seen.add(name);
    if (places.has(column.field)) continue;
    places.set(column.field, place);
    if (column.unit !== null) units.set(column.field, column.unit);
  }
  const missing = layout.needed.filter((field) => !places.has(field)).map((field) => `"${nameOf(field, layout)}"`);
  if (missing.length > 0) {
    throw invalid('file', `This is not an export of ${layout.app}: it has no column ${missing.join(', ')}.`);
  }
  return {
    cells,
    places,
    weightUnit: weightUnits.get(units.get('weight') ?? '') ?? null,
    distanceUnit: distanceUnits.get(units.get('distance') ?? '') ?? null,
  };
}

const nameOf = (field: Field, { names }: Layout): string => {
  for (const [name, named] of names) if (named === field) return name;
  return field;
};

/** The delimiter that makes most sense of the header. */
export function delimiterOf(firstLine: string, layout: Layout): string {
  const known = (delimiter: string): number =>
    firstLine.split(delimiter).filter((cell) => columnOf(cell.trim().replaceAll('"', ''), layout) !== null).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best));
}
