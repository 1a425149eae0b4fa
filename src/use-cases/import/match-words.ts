import { slugOf } from '../../documents/exercise.ts';
import { searchedNamesOf } from '../../documents/exercise-names.ts';
import { byFit } from '../../documents/name-fit.ts';
import { createNameIndex, type NameIndex } from '../../documents/name-index.ts';
import { fitsOf } from '../../documents/name-search.ts';
import { popularityOf } from '../../documents/popular-exercises.ts';
import { isFiller, meaningOf, writtenWordsIn } from '../../documents/search-words.ts';
import { closeness } from '../../documents/vocabulary.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { NamedExercise } from './match.ts';
import type { Guess } from './unlinked.ts';

type Indexes = readonly NameIndex<NamedExercise>[];

/** Prepares exercises for a search. `firstPlace` is the place of the first one among those of the same holder. */
export const nameIndexOf = (exercises: readonly NamedExercise[], firstPlace: number): NameIndex<NamedExercise> =>
  createNameIndex(
    exercises.map((exercise, place) => ({
      item: exercise,
      names: searchedNamesOf(exercise),
      rank: exercise.isOwn ? -1 : popularityOf(slugOf(exercise.name)),
      sortKey: String(firstPlace + place).padStart(9, '0'),
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
export function matchWords(indexes: Indexes, name: string): ExerciseId | null {
  const words = writtenWordsIn(name).flatMap(meaningOf);
  if (words.length === 0) return null;
  const withoutMuscle = words.filter((word) => !movementsOf.get(word)?.some((movement) => words.includes(movement)));
  const found = sameWords(indexes, words) ?? sameWords(indexes, withoutMuscle);
  if (found) return found.id;
  const withoutEquipment = words.filter((word) => !plainEquipment.has(word));
  const plain = withoutEquipment.length < words.length ? sameWords(indexes, withoutEquipment) : null;
  return plain?.name.includes('(') === false ? plain.id : null;
}

/** Equipment that apps add to the name of an exercise without variants for other equipment. */
const plainEquipment = new Set(['bodyweight', 'cable']);

/**
 * How many words besides fillers a name needs to be found although the exercise has one word more, if no other exercise
 * fits as well.
 */
const distinctiveWords = 3;

/** The exercise with these words and no others. It may have one more word if the given words are distinctive. */
function sameWords(indexes: Indexes, words: readonly string[]): NamedExercise | null {
  if (words.length === 0) return null;
  const [first, second] = fitsOf(indexes, words.join(' '), true);
  if (!first) return null;
  if (first.extra < 1) return first.item;
  const isDistinctive = words.filter((word) => !isFiller(word)).length >= distinctiveWords;
  const isOnly = first.extra < 2 && (second === undefined || second.extra > first.extra);
  return isDistinctive && isOnly ? first.item : null;
}

/** How many guesses a name has at most, and on how many of its words they depend. */
const maxGuesses = 3;
const maxWords = 8;

/** Exercises with all known words of a name, else with all but one of them. */
export function guessesOf(indexes: Indexes, name: string): readonly Guess[] {
  const find = (words: readonly string[]) =>
    words.length === 0 ? [] : fitsOf(indexes, words.join(' ')).slice(0, maxGuesses);
  const isKnown = (word: string) =>
    indexes.some(({ vocabulary }) => {
      const { near, distances } = vocabulary.compare(word, false);
      return near.some((each) => (distances[each] ?? closeness.none) <= closeness.oneSlip);
    });
  const known = writtenWordsIn(name).slice(0, maxWords).filter(isKnown);
  const all = find(known);
  const found = all.length > 0 ? all : known.flatMap((_, at) => find(known.toSpliced(at, 1))).sort(byFit);
  const exercises = new Set(found.map(({ item }) => item));
  return [...exercises].slice(0, maxGuesses).map((each) => ({ exerciseId: each.id, name: each.name }));
}
