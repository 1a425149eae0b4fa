import { forgivingReadingsOf, type Known, type Reading, type ReadWord, readingsOf } from './readings.ts';
import { isFiller, plainText, writtenWordsIn } from './search-words.ts';
import { closeness, createVocabulary, type Likeness, type Vocabulary } from './vocabulary.ts';

/** Something with names. Of equally good finds, the lower `rank` comes first, then the lower `sortKey`. */
export type Named<Item> = Readonly<{ item: Item; names: readonly string[]; rank: number; sortKey: string }>;

/** `weight` is the sum of the weights of the words. */
type Name = Readonly<{ entry: number; text: string; words: readonly number[]; weight: number }>;

/** Named things, prepared for searching. */
export type NameIndex<Item> = Readonly<{
  entries: readonly Named<Item>[];
  names: readonly Name[];
  vocabulary: Vocabulary;
  /** The numbers of the names that have a word, by the number of the word. */
  namesWith: readonly (readonly number[])[];
  /** How much a word adds to `extra` when a name has it and the search does not, by the number of the word. */
  weights: readonly number[];
}>;

/** The weight of a word that only joins others. */
const fillerWeight = 0.25;

export function createNameIndex<Item>(entries: readonly Named<Item>[]): NameIndex<Item> {
  const vocabulary = createVocabulary();
  const names: Name[] = [];
  const namesWith: number[][] = [];
  const weights: number[] = [];
  const add = (entry: number, name: string) => {
    const text = plainText(name);
    const words = new Set<number>();
    let weight = 0;
    for (const written of writtenWordsIn(text)) {
      for (const word of vocabulary.add(written)) {
        if (words.has(word)) continue;
        words.add(word);
        weights[word] ??= isFiller(written) ? fillerWeight : 1;
        weight += weights[word];
        namesWith[word] ??= [];
        namesWith[word].push(names.length);
      }
    }
    names.push({ entry, text, words: [...words], weight });
  };
  for (const [entry, thing] of entries.entries()) for (const name of thing.names) add(entry, name);
  return { entries, names, vocabulary, namesWith, weights };
}

/**
 * How well a name fits: `distance` adds up how far its words are from the searched ones; `extra` adds up the weights of
 * the words that only one of both has.
 */
type Fit = Readonly<{ distance: number; extra: number }>;
type Found<Item> = Fit & Readonly<{ entry: Named<Item> }>;

/**
 * The things with a name that has all searched words, in any order. First those whose name is the same set of words,
 * then those with fewer other words, then by rank; things whose words are only similar come after.
 */
export const searchNames = <Item>(indexes: readonly NameIndex<Item>[], search: string): readonly Item[] =>
  fitsOf(indexes, search).map(({ item }) => item);

/** What `searchNames` finds, with how well it fits. With `exactly`, words must be the same, written together or apart. */
export function fitsOf<Item>(
  indexes: readonly NameIndex<Item>[],
  search: string,
  exactly = false,
): readonly (Fit & Readonly<{ item: Item }>)[] {
  const words = writtenWordsIn(search);
  const found = words.length === 0 ? findText(indexes, plainText(search)) : findWords(indexes, words, exactly);
  return found.sort(byRank).map(({ entry: { item }, ...fit }) => ({ item, ...fit }));
}

export const byFit = (one: Fit, other: Fit): number => one.distance - other.distance || one.extra - other.extra;

const byRank = <Item>(one: Found<Item>, other: Found<Item>): number =>
  byFit(one, other) || one.entry.rank - other.entry.rank || (one.entry.sortKey < other.entry.sortKey ? -1 : 1);

/** Finds a text without words, such as `%`, wherever a name has it. */
const findText = <Item>(indexes: readonly NameIndex<Item>[], text: string): Found<Item>[] =>
  indexes.flatMap(({ entries, names }) => {
    const found = new Set(names.filter((name) => name.text.includes(text)).map(({ entry }) => entry));
    return entries.filter((_, at) => found.has(at)).map((entry) => ({ entry, distance: 0, extra: 0 }));
  });

function findWords<Item>(
  indexes: readonly NameIndex<Item>[],
  words: readonly string[],
  exactly: boolean,
): Found<Item>[] {
  const comparisons = indexes.map(({ vocabulary }) => createComparison(vocabulary, exactly));
  const known: Known = {
    isWord: (text) => indexes.some(({ vocabulary }) => vocabulary.knows(text)),
    isBeginning: (text) => !exactly && indexes.some(({ vocabulary }) => vocabulary.begins(text)),
    isNearly: (text) =>
      !exactly && text.length > 2 && comparisons.some((compare) => compare(text).includes(closeness.oneSlip)),
  };
  const find = (readings: readonly Reading[]) =>
    indexes.flatMap((index, at) => {
      const compare = comparisons[at] ?? createComparison(index.vocabulary, exactly);
      return findReadings(
        index,
        readings.map((reading) => searchedWordsOf(reading, compare, known)),
      );
    });
  const readings = readingsOf(known, words);
  const found = find(readings);
  const isExact = found.some(({ distance }) => distance === 0);
  return exactly || isExact ? found : find([...readings, ...forgivingReadingsOf(known, words)]);
}

/** Compares each word with a vocabulary once, because most readings have most words in common. */
function createComparison({ compare }: Vocabulary, exactly: boolean): (text: string) => Likeness {
  const done = new Map<string, Likeness>();
  return (text) => {
    const likeness = done.get(text) ?? compare(text, exactly);
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

function findReadings<Item>(index: NameIndex<Item>, readings: readonly (readonly SearchedWord[])[]): Found<Item>[] {
  const best = new Map<number, Fit>();
  for (const searched of readings) {
    for (const number of candidatesOf(index, searched)) {
      const name = index.names[number];
      const fit = name && fitOf(name, searched, index.weights);
      const before = name && best.get(name.entry);
      if (name && fit && (!before || byFit(fit, before) < 0)) best.set(name.entry, fit);
    }
  }
  return [...best].flatMap(([at, fit]) => {
    const entry = index.entries[at];
    return entry ? [{ entry, ...fit }] : [];
  });
}

/** The names that have the rarest of the searched words. Other names cannot have all of them. */
function candidatesOf<Item>({ namesWith }: NameIndex<Item>, searched: readonly SearchedWord[]): ReadonlySet<number> {
  let [rarest, least]: [Likeness | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const { likeness, isOptional } of searched) {
    const count = isOptional ? Number.POSITIVE_INFINITY : countOf(likeness, namesWith);
    if (count < least) [rarest, least] = [likeness, count];
  }
  const names = new Set<number>();
  rarest?.forEach((distance, word) => {
    if (distance !== closeness.none) for (const name of namesWith[word] ?? []) names.add(name);
  });
  return names;
}

/** How many names have a word that is like the searched one, each counted as often as it has such a word. */
const countOf = (likeness: Likeness, namesWith: readonly (readonly number[])[]): number =>
  likeness.reduce((sum, distance, word) => sum + (distance === closeness.none ? 0 : (namesWith[word]?.length ?? 0)), 0);

/** How well a name fits the searched words, each with another word of the name; null when one is missing. */
function fitOf({ words, weight }: Name, searched: readonly SearchedWord[], weights: readonly number[]): Fit | null {
  const partners: number[] = [];
  // Words that are the same go first, so that no similar word takes their place.
  for (const [at, { likeness }] of searched.entries())
    partners[at] = nearest(words, likeness, partners, closeness.same);
  let [distance, extra] = [0, weight];
  for (const [at, { likeness, isOptional }] of searched.entries()) {
    if (partners[at] === noWord) partners[at] = nearest(words, likeness, partners, closeness.twoSlips);
    const word = partners[at];
    if (word !== undefined && word !== noWord) {
      distance += likeness[word] ?? 0;
      extra -= weights[word] ?? 1;
    } else if (isOptional) extra += fillerWeight;
    else return null;
  }
  return { distance, extra };
}

const noWord = -1;

/** The word that is nearest to a searched one, and at most `farthest` from it, without those that are taken. */
function nearest(words: readonly number[], likeness: Likeness, taken: readonly number[], farthest: number): number {
  let [found, least] = [noWord, farthest + 1];
  for (const word of words) {
    const distance = likeness[word] ?? closeness.none;
    if (distance < least && !taken.includes(word)) [found, least] = [word, distance];
  }
  return found;
}
