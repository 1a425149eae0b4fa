import type { ExerciseId } from '../../events/ids.ts';

/** An exercise with all its names. `isOwn` is true for the athlete's own exercise, false for one of the catalogue. */
export type NamedExercise = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

/** Finds the known exercise for a name that another app uses; null when no exercise has that name. */
export type MatchExercise = (name: string) => ExerciseId | null;

/**
 * Creates a matcher that compares names in three ways: as written, then without case and punctuation, then as a set of
 * words, because apps order the words of a name differently. Own exercises take precedence over the catalogue.
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
  return (name) => {
    for (const { keyOf, ids } of indexes) {
      const id = ids.get(keyOf(name));
      if (id !== undefined) return id;
    }
    return null;
  };
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
const plainName: KeyOf = (name) => words(name).join(' ');

/**
 * The words of a name in the singular and in alphabetical order. Empty for a name like "low to high", whose order has a
 * meaning.
 */
const wordSet: KeyOf = (name) => {
  const all = words(name);
  return all.includes('to') ? '' : all.map(singular).sort().join(' ');
};

const words = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The singular of a word: `bicep` for `biceps`, `row` for `rows`; `press` and `plus` stay as they are. */
const singular = (word: string): string => (word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word);
