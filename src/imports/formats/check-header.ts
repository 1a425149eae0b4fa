import { invalid } from '../../errors.ts';
import { quoted } from './cells.ts';
import type { Column, Header, Layout, Place } from './layout.ts';
import { distanceUnitOf, secondsOfUnit, weightUnitOf } from './units.ts';

export function refuseMissingColumns(places: Header['places'], layout: Layout): void {
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

export function refuseUnknownUnit(column: Column, { unit }: Place, cell: string): void {
  const known = unitsOf[column];
  if (unit === null || known === undefined || known.has(unit)) return;
  throw invalid(
    'file',
    `The column ${quoted(cell.trim())} has an unknown unit. Known are: ${[...known.keys()].join(', ')}.`,
  );
}
