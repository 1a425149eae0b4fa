import { contentOf, placeOfRow, type WorkoutRow } from './workout-row.ts';

/** What is known about the whole file: whether it was joined from several, and whether its rows are in random order. */
export type FileOrder = Readonly<{ isJoined: boolean; isShuffled: boolean }>;

/**
 * The rows that count, in the order of the file. `note` says what was left out because the file has it in a later
 * version. Instead of rows there is a reason if versions cannot be told apart.
 */
export type Choice =
  | Readonly<{ rows: readonly WorkoutRow[]; note: string | null; refusal: null }>
  | Readonly<{ rows: null; note: null; refusal: string }>;

/**
 * Chooses the rows of a workout that a file may contain several times, for example because several exports were joined.
 * Of two versions the later counts.
 */
export function chooseRows(all: readonly WorkoutRow[], order: FileOrder): Choice {
  const isNumbered = all.some(({ part }) => part.exercise.order !== null);
  const isOne = isOneSegment(all);
  // In a file that was not joined, equal rows that follow each other are an exercise that was done again.
  if (isOne && !order.isJoined) return chosen(all, null);
  const once = isNumbered ? withoutCopies(all) : null;
  if (once !== null) return chosen(once, isOne ? copiesNote(all.length / once.length) : null);
  const keyOf = isNumbered ? placeOfRow : contentOf;
  const ofSections = latest(
    partsOf(all, ({ section }) => section),
    keyOf,
    0,
  );
  // In a file in random order, equal rows without a number are different sets.
  const areSegmentsVersions = isNumbered || !order.isShuffled;
  const segments = partsOf(ofSections, ({ segment }) => segment);
  const ofSegments = areSegmentsVersions ? latest(segments, keyOf, 0.5) : ofSections;
  if (isNumbered && order.isJoined) {
    const counts = countsOf(ofSegments, placeOfRow);
    const repeated = [...counts.values()].filter((count) => count > 1).length;
    const times = commonDivisor(counts);
    if (times > 1) return chosen(lastOf(ofSegments, counts, times), versionNote);
    if (repeated > counts.size / 2) return { rows: null, note: null, refusal: mixedVersions };
  }
  return chosen(ofSegments, isLoss(all, ofSegments) ? versionNote : null);
}

const versionNote = 'The file has a later version of this workout, which counts. This version is left out.';
const mixedVersions =
  'The file has several versions of this workout, whose rows are mixed. Import the files that were joined one by one.';
const copiesNote = (times: number): string =>
  `The file has each row of this workout ${times} times in a row. They count once.`;

const chosen = (rows: readonly WorkoutRow[], note: string | null): Choice => ({ rows, note, refusal: null });

/** Whether rows that are left out have contents that none of the others has. */
function isLoss(all: readonly WorkoutRow[], kept: readonly WorkoutRow[]): boolean {
  if (all.length === kept.length) return false;
  const contents = new Set(kept.map(contentOf));
  return all.some((row) => !contents.has(contentOf(row)));
}

const isOneSegment = (rows: readonly WorkoutRow[]): boolean => new Set(rows.map(({ segment }) => segment)).size === 1;

/** Returns the rows once if the file has each of them equally often; null if it has them once, or unequally often. */
function withoutCopies(rows: readonly WorkoutRow[]): readonly WorkoutRow[] | null {
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
const partsOf = (rows: readonly WorkoutRow[], by: (row: WorkoutRow) => number): readonly (readonly WorkoutRow[])[] => [
  ...Map.groupBy(rows, by).values(),
];

/**
 * Joins the parts of a workout. A part is another version of the part before it if both have at least `share` of the
 * keys of the smaller part in common, and at least one key. With `share` 0, the last part that is another version
 * replaces the parts before it. Otherwise the last part replaces the others only if each part is another version.
 */
function latest(
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

function countsOf(rows: readonly WorkoutRow[], keyOf: (row: WorkoutRow) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

/** The greatest number by which all counts are divisible. */
function commonDivisor(counts: ReadonlyMap<string, number>): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return [...counts.values()].reduce(divisor, 0);
}

/**
 * Returns the rows of the last version. The file has `times` versions of the workout, and for each set the last version
 * comes last. `counts`: how many rows each set has in all versions, by `placeOfRow`.
 */
function lastOf(
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
