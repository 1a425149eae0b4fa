/** What the words of dates and durations mean. Words are in the form that `foldWord` returns. */
export type Vocabulary = Readonly<{
  /** The number of a month, from 1. */
  months: Meanings<number>;
  /** The words for the two halves of a day. */
  halves: Meanings<'a' | 'p'>;
  /** The words of dates that mean nothing by themselves, such as `de` in Spanish. */
  fillers: ReadonlySet<string>;
  /** How many seconds a unit of time has. */
  units: Meanings<number>;
}>;

/** What words mean, and in which languages. A word may mean different things in different languages. */
type Meanings<Value> = ReadonlyMap<string, ReadonlyMap<Value, ReadonlySet<string>>>;

/** The only meaning of a word; null if it has none, and `unclear` if it has several. */
export function meaningOf<Value>(words: Meanings<Value>, word: string): Value | 'unclear' | null {
  const [meaning, ...others] = words.get(word)?.keys() ?? [];
  return others.length > 0 ? 'unclear' : (meaning ?? null);
}

/** Makes the meanings of words that have one meaning each. */
export const meanings = <Value>(words: Readonly<Record<string, Value>>): Meanings<Value> =>
  new Map(Object.entries(words).map(([word, value]) => [word, new Map([[value, new Set(['en'])]])]));
