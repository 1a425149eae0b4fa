import { forgivingReadingsOf, type Known, type Reading, type ReadWord, readingsOf } from './readings.ts';
import { isFiller, plainText, writtenWordsIn } from './search-words.ts';
import { closeness, createVocabulary, type Likeness, type Vocabulary } from './vocabulary.ts';

/** Something with names. Of equally good finds, the lower `rank` comes first, then the lower `sortKey`. */
export type Named<Item> = Readonly<{ item: Item; names: readonly string[]; rank: number; sortKey: string }>;

/** `weight` is the sum of the weights of the words. */
type Name = Readonly<{ text: string; words: readonly number[]; weight: number }>;
type Entry<Item> = Named<Item> & Readonly<{ folded: readonly Name[] }>;

/** Named things, prepared for searching. */
export type NameIndex<Item> = Readonly<{
  entries: readonly Entry<Item>[];
  vocabulary: Vocabulary;
  /** How much a word counts, by its number, that a name has and nobody has searched. */
  weights: readonly number[];
}>;

/** The weight of a word that only joins others. */
const fillerWeight = 0.25;

export function createNameIndex<Item>(things: readonly Named<Item>[]): NameIndex<Item> {
  const vocabulary = createVocabulary();
  const weights: number[] = [];
  const nameOf = (name: string): Name => {
    const text = plainText(name);
    const words = new Set<number>();
    for (const written of writtenWordsIn(text)) {
      for (const word of vocabulary.add(written)) {
        words.add(word);
        weights[word] ??= isFiller(written) ? fillerWeight : 1;
      }
    }
    const weight = [...words].reduce((sum, word) => sum + (weights[word] ?? 1), 0);
    return { text, words: [...words], weight };
  };
  return { entries: things.map((thing) => ({ ...thing, folded: thing.names.map(nameOf) })), vocabulary, weights };
}

/**
 * How well a name fits: `distance` adds up how far its words are from the searched ones; `extra` counts its other words.
 */
type Fit = Readonly<{ distance: number; extra: number }>;
type Found<Item> = Fit & Readonly<{ entry: Entry<Item> }>;

/**
 * The things with a name that has all searched words, in any order. First those whose name is the same set of words,
 * then those with fewer other words, then by rank; things whose words are only similar come after.
 */
export function searchNames<Item>(indexes: readonly NameIndex<Item>[], search: string): readonly Item[] {
  const words = writtenWordsIn(search);
  const found = words.length === 0 ? findText(indexes, plainText(search)) : findWords(indexes, words);
  return found.sort(byFit).map(({ entry }) => entry.item);
}

const byFit = <Item>(one: Found<Item>, other: Found<Item>): number =>
  one.distance - other.distance ||
  one.extra - other.extra ||
  one.entry.rank - other.entry.rank ||
  (one.entry.sortKey < other.entry.sortKey ? -1 : 1);

/** Finds a text without words, such as `%`, wherever a name has it. */
const findText = <Item>(indexes: readonly NameIndex<Item>[], text: string): Found<Item>[] =>
  indexes.flatMap(({ entries }) =>
    entries
      .filter(({ folded }) => folded.some((name) => name.text.includes(text)))
      .map((entry) => ({ entry, distance: 0, extra: 0 })),
  );

function findWords<Item>(indexes: readonly NameIndex<Item>[], words: readonly string[]): Found<Item>[] {
  const comparisons = indexes.map(({ vocabulary }) => createComparison(vocabulary));
  const known: Known = {
    isWord: (text) => indexes.some(({ vocabulary }) => vocabulary.knows(text)),
    isBeginning: (text) => indexes.some(({ vocabulary }) => vocabulary.begins(text)),
    isNearly: (text) => text.length > 2 && comparisons.some((compare) => compare(text).includes(closeness.oneSlip)),
  };
  const find = (readings: readonly Reading[]) =>
    indexes.flatMap((index, at) => {
      const compare = comparisons[at] ?? createComparison(index.vocabulary);
      return findReadings(
        index,
        readings.map((reading) => searchedWordsOf(reading, compare, known)),
      );
    });
  const found = find(readingsOf(known, words));
  return found.length > 0 ? found : find(forgivingReadingsOf(known, words));
}

/** Compares each word with a vocabulary once, because most readings have most words in common. */
function createComparison({ compare }: Vocabulary): (text: string) => Likeness {
  const done = new Map<string, Likeness>();
  return (text) => {
    const likeness = done.get(text) ?? compare(text);
    done.set(text, likeness);
    return likeness;
  };
}

/** An optional word may be absent from a name. */
type SearchedWord = Readonly<{ likeness: Likeness; isOptional: boolean }>;

/** The words of a reading, long ones first, because short ones fit more words of a name. */
function searchedWordsOf(reading: Reading, compare: (text: string) => Likeness, known: Known): readonly SearchedWord[] {
  const isAllFillers = reading.every(({ text }) => isFiller(text));
  const words = new Map(reading.map((word) => [word.text, word]));
  return [...words.values()]
    .sort(
      (one, other) => Number(isFiller(one.text)) - Number(isFiller(other.text)) || other.text.length - one.text.length,
    )
    .map((word) => ({
      likeness: only(permittedFor(word, known), compare(word.text)),
      isOptional: isFiller(word.text) && !word.isPart && !isAllFillers,
    }));
}

/** Shorter words are so close to many others that slips in them are forgiven only if no name has the word. */
const isLong = (text: string): boolean => [...text].length > 3;

const all = new Set<number>(Object.values(closeness));
const unforgiving = new Set<number>([closeness.same, closeness.beginning, closeness.inside]);
const longPart = new Set<number>([closeness.same, closeness.beginning]);
const shortPart = new Set<number>([closeness.same]);

/** How far a word of a name may be from a searched word. */
function permittedFor({ text, isPart }: ReadWord, known: Known): ReadonlySet<number> {
  if (isPart) return isLong(text) ? longPart : shortPart;
  return isLong(text) || !known.isWord(text) ? all : unforgiving;
}

const only = (permitted: ReadonlySet<number>, likeness: Likeness): Likeness =>
  permitted === all ? likeness : likeness.map((each) => (permitted.has(each) ? each : closeness.none));

function findReadings<Item>({ entries, weights }: NameIndex<Item>, readings: readonly (readonly SearchedWord[])[]) {
  const found: Found<Item>[] = [];
  for (const entry of entries) {
    let best: Fit | null = null;
    for (const name of entry.folded) {
      for (const searched of readings) {
        const fit = hasAll(name, searched) ? fitOf(name, searched, weights) : null;
        if (fit && (best === null || isBetter(fit, best))) best = fit;
      }
    }
    if (best) found.push({ entry, ...best });
  }
  return found;
}

const isBetter = (one: Fit, other: Fit): boolean =>
  one.distance < other.distance || (one.distance === other.distance && one.extra < other.extra);

/** Whether each searched word fits some word of a name. This excludes most names quickly. */
function hasAll({ words }: Name, searched: readonly SearchedWord[]): boolean {
  for (const { likeness, isOptional } of searched) {
    if (isOptional) continue;
    let isThere = false;
    for (const word of words) isThere ||= likeness[word] !== closeness.none;
    if (!isThere) return false;
  }
  return true;
}

/** How well a name fits the searched words, each with another word of the name; null when one is missing. */
function fitOf({ words, weight }: Name, searched: readonly SearchedWord[], weights: readonly number[]): Fit | null {
  const free = new Set(words);
  let [distance, extra] = [0, weight];
  const use = (word: number) => {
    free.delete(word);
    extra -= weights[word] ?? 1;
  };
  const others = searched.filter(({ likeness }) => {
    const same = words.find((word) => likeness[word] === closeness.same && free.has(word));
    if (same !== undefined) use(same);
    return same === undefined;
  });
  for (const { likeness, isOptional } of others) {
    let [nearest, least]: [number, number] = [-1, closeness.none];
    for (const word of free) {
      const each = likeness[word] ?? closeness.none;
      if (each < least) [nearest, least] = [word, each];
    }
    if (nearest !== -1) {
      use(nearest);
      distance += least;
    } else if (isOptional) extra += fillerWeight;
    else return null;
  }
  return { distance, extra };
}
