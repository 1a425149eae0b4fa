import { invalid } from '../../errors.ts';
import { refuseMissingColumns, refuseUnknownUnit } from './check-header.ts';
import { type Column, foldName, type Header, type Layout, type Place } from './layout.ts';
import { distanceUnitOf, weightUnitOf } from './units.ts';

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
