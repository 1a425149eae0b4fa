import { type EntryDocument, performanceOf } from '../../../documents/entries.ts';
import { canonicalJson } from '../../../events/json.ts';
import type { Performance } from '../../../events/performance.ts';
import type { ImportedExercise } from '../../../imports/imported.ts';

type Exercise = Pick<ImportedExercise, 'name' | 'mode' | 'supersetGroup' | 'notes' | 'sets'>;

/**
 * Puts the exercises of a workout into the order of the entries that the last import left, for a file whose rows were
 * sorted by something else than their order. Exercises that are new come last.
 */
export function inOrderOf(
  entries: readonly EntryDocument[],
  exercises: readonly ImportedExercise[],
): readonly ImportedExercise[] {
  const known = entries.map((entry) => ({ ...entry, sets: entry.sets.map(performanceOf) }));
  const [before, after] = [Map.groupBy(known, keyOf), Map.groupBy(exercises, keyOf)];
  const ordered = new Map([...before].map(([key, earlier]) => [key, replacements(earlier, after.get(key) ?? [])]));
  const inOrder = known.flatMap((entry) => ordered.get(keyOf(entry))?.shift() ?? []);
  return [...inOrder, ...exercises.filter((exercise) => !before.has(keyOf(exercise)))];
}

/** For each of the entries of one name, the exercises to put in its place. */
function replacements(earlier: readonly Exercise[], all: readonly ImportedExercise[]): ImportedExercise[][] {
  const [first] = all;
  if (first === undefined) return earlier.map(() => []);
  // The file does not tell which of several exercises of one name has which sets, so they stay where they are.
  if (isSameContent(earlier, all)) return earlier.map((entry) => [{ ...first, ...contentOf(entry) }]);
  const isLast = (place: number) => place === earlier.length - 1;
  return earlier.map((_, place) => all.slice(place, isLast(place) ? all.length : place + 1));
}

const keyOf = ({ name, mode }: Pick<Exercise, 'name' | 'mode'>): string => JSON.stringify([name, mode]);

const contentOf = ({ supersetGroup, notes, sets }: Exercise) => ({ supersetGroup, notes, sets });

/** Whether exercises of one name have the same sets, notes and supersets, in whichever order. */
function isSameContent(before: readonly Exercise[], after: readonly Exercise[]): boolean {
  const setsOf = (all: readonly Exercise[]): string => sortedText(all.flatMap<Performance>(({ sets }) => sets));
  const partsOf = (all: readonly Exercise[]): string =>
    sortedText(all.map(({ supersetGroup, notes }) => [supersetGroup, notes]));
  return setsOf(before) === setsOf(after) && partsOf(before) === partsOf(after);
}

const sortedText = (values: readonly unknown[]): string => JSON.stringify(values.map(canonicalJson).sort());
