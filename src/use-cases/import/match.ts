import { slugOf } from '../../documents/exercise.ts';
import { searchedNamesOf } from '../../documents/exercise-names.ts';
import { createNameIndex, fitsOf, type NameIndex } from '../../documents/name-search.ts';
import { popularityOf } from '../../documents/popular-exercises.ts';
import { isFiller, meaningOf, wordsIn, writtenWordsIn } from '../../documents/search-words.ts';
import type { ExerciseId } from '../../events/ids.ts';

/** An exercise with all its names. `isOwn` is true for the athlete's own exercise, false for one of the catalogue. */
export type NamedExercise = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

/** Finds the known exercise for a name that another app uses; null when no exercise has that name. */
export type MatchExercise = (name: string) => ExerciseId | null;

/**
 * Creates a matcher that compares names in three ways: as written, then without case and punctuation, then by the words
 * of a search, because apps order the words of a name differently. Own exercises take precedence over the catalogue.
 */
export function createExerciseMatcher(exercises: readonly NamedExercise[]): MatchExercise {
  const byPrecedence = [...exercises.filter(({ isOwn }) => isOwn), ...exercises.filter(({ isOwn }) => !isOwn)];
  // The names of all exercises come before all aliases, so that an alias never hides the exercise that has this text as
  // its name.
  const names = [
    ...byPrecedence.map(({ id, name }) => [name, id] as const),
    ...byPrecedence.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const)),
  ];
  const indexes = [asWritten, plainName, wordSet].map((keyOf) => ({ keyOf, ids: indexOf(names, keyOf) }));
  const index = nameIndexOf(byPrecedence);
  return (name) => {
    for (const { keyOf, ids } of indexes) {
      const id = ids.get(keyOf(name));
      if (id !== undefined) return id;
    }
    return hasDirection(name) ? null : matchWords(index, name);
  };
}

export const nameIndexOf = (exercises: readonly NamedExercise[]): NameIndex<NamedExercise> =>
  createNameIndex(
    exercises.map((exercise, place) => ({
      item: exercise,
      names: searchedNamesOf(exercise),
      rank: exercise.isOwn ? -1 : popularityOf(slugOf(exercise.name)),
      sortKey: String(place).padStart(9, '0'),
    })),
  );

/** Muscles that people add to names of movements that need none, such as `Bicep Hammer Curl`. */
const movementsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['bicep', ['curl']],
  ['tricep', ['pushdown', 'pressdown', 'skullcrusher', 'kickback']],
  ['shoulder', ['raise', 'shrug']],
  ['chest', ['fly', 'bench', 'pec']],
]);

/** Finds an exercise by the words of a name, also without a muscle or equipment that the movement implies. */
function matchWords(index: NameIndex<NamedExercise>, name: string): ExerciseId | null {
  const words = writtenWordsIn(name).flatMap(meaningOf);
  if (words.length === 0) return null;
  const withoutMuscle = words.filter((word) => !movementsOf.get(word)?.some((movement) => words.includes(movement)));
  const found = sameWords(index, words) ?? sameWords(index, withoutMuscle);
  if (found) return found.id;
  const withoutEquipment = words.filter((word) => !plainEquipment.has(word));
  const plain = withoutEquipment.length < words.length ? sameWords(index, withoutEquipment) : null;
  return plain?.name.includes('(') === false ? plain.id : null;
}

/** Equipment that apps add to the name of an exercise without variants for other equipment. */
const plainEquipment = new Set(['bodyweight', 'cable']);

/** From this number of words on, a name with one word more is the same if no other exercise has one. */
const distinctiveWords = 3;

/** The exercise with these words and no others, except for one more if the words are distinctive. */
function sameWords(index: NameIndex<NamedExercise>, words: readonly string[]): NamedExercise | null {
  if (words.length === 0) return null;
  const [first, second] = fitsOf([index], words.join(' ')).filter(({ distance }) => distance === 0);
  if (!first) return null;
  if (first.extra < 1) return first.item;
  const isDistinctive = words.filter((word) => !isFiller(word)).length >= distinctiveWords;
  const isOnly = first.extra < 2 && (second === undefined || second.extra > first.extra);
  return isDistinctive && isOnly ? first.item : null;
}

type KeyOf = (name: string) => string;

/** Maps each key to the first exercise with it. Names with an empty key are left out, so they match nothing. */
function indexOf(names: readonly (readonly [string, ExerciseId])[], keyOf: KeyOf): ReadonlyMap<string, ExerciseId> {
  const ids = new Map<string, ExerciseId>();
  for (const [name, id] of names) {
    const key = keyOf(name);
    if (key !== '' && !ids.has(key)) ids.set(key, id);
  }
  return ids;
}

const asWritten: KeyOf = (name) => name;

/** The words of a name in lower case, without accents and punctuation. */
const plainName: KeyOf = (name) => writtenWordsIn(name).join(' ');

/** The words of a name in the singular and in alphabetical order. */
const wordSet: KeyOf = (name) => (hasDirection(name) ? '' : wordsIn(name).toSorted().join(' '));

/** Whether the order of the words has a meaning, as in `low to high`. */
const hasDirection = (name: string): boolean => writtenWordsIn(name).includes('to');
