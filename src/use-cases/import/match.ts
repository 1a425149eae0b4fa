import type { NameIndex } from '../../documents/name-index.ts';
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
  Readonly<{
    guess?: (name: string) => readonly Guess[];
    /** Whether the athlete may use the exercise with this id. */
    has?: (id: ExerciseId) => boolean;
  }>;

/**
 * The matcher remembers the result of its search by words for this number of names. A file repeats its names in most
 * workouts.
 */
const maxSearched = 10_000;
/** How many exercises are prepared before other work of the process gets its turn: some milliseconds. */
const partSize = 250;

/**
 * Creates a matcher that compares names in three ways: as written, then without case and punctuation, then by the words
 * of a search, because apps order the words of a name differently. Own exercises take precedence over the catalogue.
 */
export function createExerciseMatcher(exercises: readonly NamedExercise[]): MatchExercise {
  const { own, catalogue } = byHolder(exercises);
  return matcherOf([own, catalogue].flatMap(partsOf).map(prepare));
}

/**
 * Creates the function that makes the matchers of a process. It prepares the catalogue once, until the catalogue
 * changes. Other work of the process has its turn in between.
 */
export function createMatchers(
  breathe: () => Promise<void>,
): (exercises: readonly NamedExercise[]) => Promise<MatchExercise> {
  let known: Readonly<{ text: string; parts: Promise<readonly Prepared[]> }> | null = null;
  const prepareAll = async (exercises: readonly NamedExercise[]) => {
    const prepared: Prepared[] = [];
    for (const part of partsOf(exercises)) {
      await breathe();
      prepared.push(prepare(part));
    }
    return prepared;
  };
  return async (exercises) => {
    const { own, catalogue } = byHolder(exercises);
    const text = JSON.stringify(catalogue);
    if (known?.text !== text) known = { text, parts: prepareAll(catalogue) };
    return matcherOf([...(await prepareAll(own)), ...(await known.parts)]);
  };
}

function byHolder(exercises: readonly NamedExercise[]) {
  const { own = [], catalogue = [] } = Object.groupBy(exercises, ({ isOwn }) => (isOwn ? 'own' : 'catalogue'));
  return { own, catalogue };
}

type Part = Readonly<{ exercises: readonly NamedExercise[]; firstPlace: number }>;

const partsOf = (exercises: readonly NamedExercise[]): readonly Part[] =>
  Array.from({ length: Math.ceil(exercises.length / partSize) }, (_, part) => {
    const firstPlace = part * partSize;
    return { exercises: exercises.slice(firstPlace, firstPlace + partSize), firstPlace };
  });

/** The names of some exercises, prepared for each of the three ways to compare them. */
type Prepared = Readonly<{ ids: ReadonlySet<ExerciseId>; names: Ids; aliases: Ids; words: NameIndex<NamedExercise> }>;
type Ids = readonly ReadonlyMap<string, ExerciseId>[];

const prepare = ({ exercises, firstPlace }: Part): Prepared => ({
  ids: new Set(exercises.map(({ id }) => id)),
  names: idsOf(exercises.map(({ id, name }) => [name, id])),
  aliases: idsOf(exercises.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const))),
  words: nameIndexOf(exercises, firstPlace),
});

function matcherOf(parts: readonly Prepared[]): MatchExercise {
  // The names of all exercises come before all aliases, so that an alias never hides the exercise that has this text as
  // its name.
  const all = [...parts.map(({ names }) => names), ...parts.map(({ aliases }) => aliases)];
  const indexes = parts.map(({ words }) => words);
  const searched = new Map<string, ExerciseId | null>();
  const match = (name: string) => {
    for (const [way, keyOf] of ways.entries()) {
      const key = keyOf(name);
      const ids = all.find((each) => each[way]?.has(key));
      if (ids) return ids[way]?.get(key) ?? null;
    }
    if (hasDirection(name)) return null;
    const earlier = searched.get(name);
    if (earlier !== undefined) return earlier;
    const found = matchWords(indexes, name);
    if (searched.size < maxSearched) searched.set(name, found);
    return found;
  };
  return Object.assign(match, {
    guess: (name: string) => guessesOf(indexes, name),
    has: (id: ExerciseId) => parts.some(({ ids }) => ids.has(id)),
  });
}

type KeyOf = (name: string) => string;
type NameOf = readonly [name: string, id: ExerciseId];

const idsOf = (names: readonly NameOf[]): Ids => ways.map((keyOf) => indexOf(names, keyOf));

/** Maps each key to the first exercise with it. Names with an empty key are left out, so they match nothing. */
function indexOf(names: readonly NameOf[], keyOf: KeyOf): ReadonlyMap<string, ExerciseId> {
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

/** The ways to compare names, the strictest first. */
const ways: readonly KeyOf[] = [asWritten, plainName, wordSet];
