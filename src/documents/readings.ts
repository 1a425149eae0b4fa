import { meaningOf } from './search-words.ts';

/** A searched word. With `isPart`, it was written as a part of a longer word, and slips in it are not forgiven. */
export type ReadWord = Readonly<{ text: string; isPart: boolean }>;

/** One way to read the searched words: some written together or apart, or short forms written out. */
export type Reading = readonly ReadWord[];

/** What is known about the words of the names that are searched. */
export type Known = Readonly<{
  /** Whether any name contains the text as a word. */
  isWord: (text: string) => boolean;
  /** Whether a word of any name begins with the text. */
  isBeginning: (text: string) => boolean;
  /** Whether the text, with one slip corrected, is a word of any name. */
  isNearly: (text: string) => boolean;
}>;

/** How many words of a search count at most, and in how many ways they are read. */
const maxWords = 8;
const maxReadings = 12;

/**
 * The ways to read what was searched, such as `dead lift` also as `deadlift`, `benchpress` also as `bench press`, and
 * `rdl` also as `romanian deadlift`.
 */
export const readingsOf = (known: Known, words: readonly string[]): readonly Reading[] =>
  basesOf(words)
    .flatMap((base) => [base, ...joined(base, known), ...split(base, (pair) => isPair(known, pair))])
    .slice(0, maxReadings);

/** Further readings, for a search without an exact result: with slips in words that were written as one. */
export const forgivingReadingsOf = (known: Known, words: readonly string[]): readonly Reading[] =>
  basesOf(words).flatMap((base) =>
    split(base, (pair) => isNearlyPair(known, pair)).map((reading) =>
      reading.map((word) => ({ ...word, isPart: false })),
    ),
  );

/** The words as they were written, and if there are short forms of several words, with these written out. */
function basesOf(words: readonly string[]): readonly Reading[] {
  const asWritten = words.slice(0, maxWords);
  const writtenOut = asWritten.flatMap((word) => {
    const meaning = meaningOf(word);
    return meaning.length > 1 ? meaning : [word];
  });
  const bases = writtenOut.length > asWritten.length ? [asWritten, writtenOut] : [asWritten];
  return bases.map((base) => base.map((text) => ({ text, isPart: false })));
}

/**
 * Other ways to read the words: each way joins two or three neighbouring words into one, such as `dead lift` into
 * `deadlift`.
 */
const joined = (words: Reading, { isWord, isBeginning, isNearly }: Known): readonly Reading[] =>
  words.flatMap((_, at) =>
    [2, 3].flatMap((count) => {
      const text = words.slice(at, at + count).reduce((joint, word) => joint + word.text, '');
      const isSlip = text.length >= shortestSlip && isNearly(text);
      const isKnown = at + count <= words.length && (isWord(text) || isBeginning(text) || isSlip);
      return isKnown ? [words.toSpliced(at, count, { text, isPart: false })] : [];
    }),
  );

/** Joined words of at least this many letters together may contain a slip. */
const shortestSlip = 6;

type Pair = readonly [first: string, second: string];

/**
 * Other ways to read the words: each way splits one of them into two words, such as `benchpress` into `bench press`.
 */
const split = (words: Reading, isKnown: (pair: Pair) => boolean): readonly Reading[] =>
  words.flatMap((word, at) => {
    const letters = [...word.text];
    return letters.slice(1).flatMap((_, index) => {
      const pair: Pair = [letters.slice(0, index + 1).join(''), letters.slice(index + 1).join('')];
      return isKnown(pair) ? [words.toSpliced(at, 1, ...pair.map((text) => ({ text, isPart: true })))] : [];
    });
  });

/** The second word may be unfinished when it has this many letters. */
const shortestBeginning = 3;

const isPair = ({ isWord, isBeginning }: Known, [first, second]: Pair): boolean =>
  isWord(first) && (isWord(second) || ([...second].length >= shortestBeginning && isBeginning(second)));

/** Whether one word is known and the other one nearly. */
function isNearlyPair({ isWord, isNearly }: Known, [first, second]: Pair): boolean {
  const isLong = first.length > 1 && second.length > 1 && first.length + second.length >= shortestPair;
  return isLong && ((isWord(first) && isNearly(second)) || (isWord(second) && isNearly(first)));
}

/** A word of at least this many letters may contain a slip when it is read as two. */
const shortestPair = 5;
