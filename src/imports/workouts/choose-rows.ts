import { commonDivisor, countsOf, lastOf, latest, partsOf, withoutCopies } from './versions.ts';
import { contentOf, placeOfRow, type WorkoutRow } from './workout-row.ts';

/** What is known about the whole file: whether it was joined from several, and whether its rows are in random order. */
export type FileOrder = Readonly<{ isJoined: boolean; isShuffled: boolean }>;

/**
 * The rows that count, in the order of the file. `note` says which rows were left out because the file has a later
 * version of them. `refusal` is set instead of `rows` if the versions of the workout cannot be distinguished.
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
  const mixed = isNumbered && order.isJoined ? chooseFromMixed(ofSegments) : null;
  return mixed ?? chosen(ofSegments, isLoss(all, ofSegments) ? versionNote : null);
}

/** Chooses the last of several versions whose rows are mixed; null if there is one version. */
function chooseFromMixed(rows: readonly WorkoutRow[]): Choice | null {
  const counts = countsOf(rows, placeOfRow);
  const repeated = [...counts.values()].filter((count) => count > 1).length;
  const times = commonDivisor(counts);
  if (times > 1) return chosen(lastOf(rows, counts, times), versionNote);
  return repeated > counts.size / 2 ? { rows: null, note: null, refusal: mixedVersions } : null;
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
