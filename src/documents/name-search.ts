import { type Found, findReadings } from './find-readings.ts';
import { byFit, type Fit } from './name-fit.ts';
import type { NameIndex } from './name-index.ts';
import { forgivingReadingsOf, type Known, type Reading, readingsOf } from './readings.ts';
import { plainText, writtenWordsIn } from './search-words.ts';
import { searchedWordsOf } from './searched-words.ts';
import { closeness, type Likeness, type Vocabulary } from './vocabulary.ts';

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
      !exactly && text.length > 2 && comparisons.some((compare) => has(compare(text), closeness.oneSlip)),
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

const has = ({ near, distances }: Likeness, distance: number): boolean =>
  near.some((word) => distances[word] === distance);

/** Compares each word with a vocabulary once, because most readings have most words in common. */
function createComparison({ compare }: Vocabulary, exactly: boolean): (text: string) => Likeness {
  const done = new Map<string, Likeness>();
  return (text) => {
    const likeness = done.get(text) ?? compare(text, exactly);
    done.set(text, likeness);
    return likeness;
  };
}
