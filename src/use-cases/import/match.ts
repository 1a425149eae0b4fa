import type { ExerciseId } from '../../events/ids.ts';

/** An exercise by all the names that it goes by. */
export type NamedExercise = Readonly<{ id: ExerciseId; isOwn: boolean; name: string; aliases: readonly string[] }>;

/** The exercise that another app means by a name; null where none is known by it. */
export type MatchExercise = (name: string) => ExerciseId | null;

/**
 * Looks names up from the most to the least literal: as written, without case and punctuation, and as a set of words, for apps put the
 * same words in different orders. In each of these the athlete's own exercises come before the catalogue.
 */
export function createExerciseMatcher(exercises: readonly NamedExercise[]): MatchExercise {
  const ordered = [...exercises.filter(({ isOwn }) => isOwn), ...exercises.filter(({ isOwn }) => !isOwn)];
  const ways = [(name: string) => name, plain, wordSet].map((keyOf) => {
    const ids = new Map<string, ExerciseId>();
    // Names go before further names, so that nothing goes by another's alias.
    const entries = [
      ...ordered.map(({ id, name }) => ({ id, names: [name] })),
      ...ordered.map(({ id, aliases }) => ({ id, names: aliases })),
    ];
    for (const { id, names } of entries) {
      for (const name of names) {
        const key = keyOf(name);
        if (key !== '' && !ids.has(key)) ids.set(key, id);
      }
    }
    return { keyOf, ids };
  });
  return (name) => {
    for (const { keyOf, ids } of ways) {
      const id = ids.get(keyOf(name));
      if (id !== undefined) return id;
    }
    return null;
  };
}

const words = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const plain = (name: string): string => words(name).join(' ');

/** Where one thing leads to another, the order of the words is what tells. */
const wordSet = (name: string): string => {
  const all = words(name);
  return all.includes('to') ? '' : all.map(singular).sort().join(' ');
};

/** `biceps` and `bicep`, `rows` and `row`; not `press`, `plus`. */
const singular = (word: string): string => (word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word);
