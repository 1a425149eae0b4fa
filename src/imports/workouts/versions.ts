import { contentOf, placeOfRow, type WorkoutRow } from './workout-row.ts';

/** Returns the rows once if the file has each of them equally often; null if it has them once, or unequally often. */
export function withoutCopies(rows: readonly WorkoutRow[]): readonly WorkoutRow[] | null {
  const counts = countsOf(rows, contentOf);
  const times = commonDivisor(counts);
  if (times < 2) return null;
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const content = contentOf(row);
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    return count <= (counts.get(content) ?? 0) / times;
  });
}

/** Divides rows into parts, in the order of their first rows. */
export const partsOf = (
  rows: readonly WorkoutRow[],
  by: (row: WorkoutRow) => number,
): readonly (readonly WorkoutRow[])[] => [...Map.groupBy(rows, by).values()];

/**
 * Joins the parts of a workout, without older versions of it. `keyOf` says what two parts have in common. A part is another
 * version of the part before it if both share at least one key, and at least `share` of the keys of the smaller part.
 * With `share` 0, the parts before the last such part are left out, and the rest is joined. With a larger `share`, only the
 * last part stays if each part is another version of the one before it; otherwise all parts are joined.
 */
export function latest(
  parts: readonly (readonly WorkoutRow[])[],
  keyOf: (row: WorkoutRow) => string,
  share: number,
): readonly WorkoutRow[] {
  const keys = parts.map((part) => new Set(part.map(keyOf)));
  const isVersion = (index: number): boolean => {
    const [before, after] = [keys[index - 1] ?? new Set<string>(), keys[index] ?? new Set<string>()];
    const shared = [...before].filter((key) => after.has(key)).length;
    return shared > 0 && shared >= share * Math.min(before.size, after.size);
  };
  const later = parts.slice(1).map((_, index) => isVersion(index + 1));
  if (share > 0) return later.length > 0 && later.every(Boolean) ? (parts.at(-1) ?? []) : parts.flat();
  const start = later.lastIndexOf(true) + 1;
  return parts.slice(start).flat();
}

export function countsOf(rows: readonly WorkoutRow[], keyOf: (row: WorkoutRow) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

/** The greatest number by which all counts are divisible. */
export function commonDivisor(counts: ReadonlyMap<string, number>): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return [...counts.values()].reduce(divisor, 0);
}

/**
 * Returns the rows of the last version. The file has `times` versions of the workout, and for each set the last version
 * comes last. `counts`: how many rows each set has in all versions, by `placeOfRow`.
 */
export function lastOf(
  rows: readonly WorkoutRow[],
  counts: ReadonlyMap<string, number>,
  times: number,
): readonly WorkoutRow[] {
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const place = placeOfRow(row);
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    const total = counts.get(place) ?? 0;
    return count > total - total / times;
  });
}
