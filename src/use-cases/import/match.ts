import type { NameIndex } from '../../documents/name-search.ts';
import { wordsIn, writtenWordsIn } from '../../documents/search-words.ts';
import type { ExerciseId } from '../../events/ids.ts';
import { guessesOf, matchWords, nameIndexOf } from './match-words.ts';
import type { Guess } from './unlinked.ts';

/** An exercise with all its names. `isOwn` is true for the athlete's own exercise, false for one of the catalogue. */
export type NamedExercise = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

/**
 * Finds the known exercise for a name that another app uses; null when no exercise has that name. `guess` returns what
 * the name may mean, the likeliest first.
 */
export type MatchExercise = ((name: string) => ExerciseId | null) &
  Readonly<{ guess?: (name: string) => readonly Guess[] }>;

/** Of how many names the matcher remembers what their words have found. A file repeats its names in most workouts. */
const maxSearched = 10_000;

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
  let index: NameIndex<NamedExercise> | null = null;
  const searched = new Map<string, ExerciseId | null>();
  // The index is made when a name needs it, because most files need none.
  const indexOfWords = () => {
    index ??= nameIndexOf(byPrecedence);
    return index;
  };
  const match = (name: string) => {
    for (const { keyOf, ids } of indexes) {
      const id = ids.get(keyOf(name));
      if (id !== undefined) return id;
    }
    if (hasDirection(name)) return null;
    const earlier = searched.get(name);
    if (earlier !== undefined) return earlier;
    const found = matchWords(indexOfWords(), name);
    if (searched.size < maxSearched) searched.set(name, found);
    return found;
  };
  return Object.assign(match, { guess: (name: string) => guessesOf(indexOfWords(), name) });
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
