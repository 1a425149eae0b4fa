import { nextTurn } from '../next-turn.ts';

/** What the words of dates and durations mean. Words are folded by `foldWord`. */
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

/** The longest text in which words are looked up. */
export const maxWordsLength = 100;

/** Folds a word for comparisons: lower case, without accents, points and apostrophes. */
export const foldWord = (word: string): string =>
  word
    .slice(0, maxWordsLength)
    .normalize('NFKD')
    // Only the accents of European scripts: in other scripts such marks are vowels.
    .replace(/[\u0300-\u036f.'’ʼ׳॰\u200e\u200f]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .trim();

/** A word with its apostrophes and the marks of abbreviations, such as `Std.`. */
const wordPattern = /[\p{L}\p{M}][\p{L}\p{M}.'’ʼ׳॰]*/gu;

/** The words and numbers in a text, in order. */
export const tokensIn = (text: string): readonly string[] =>
  (text.slice(0, maxWordsLength).match(new RegExp(`${wordPattern.source}|\\d+`, 'gu')) ?? []).map(foldWord);

/** The words in a text, in order. */
export const wordsIn = (text: string): readonly string[] =>
  (text.slice(0, maxWordsLength).match(wordPattern) ?? []).map(foldWord);

const meanings = <Value>(words: Readonly<Record<string, Value>>): Meanings<Value> =>
  new Map(Object.entries(words).map(([word, value]) => [word, new Map([[value, new Set(['en'])]])]));

const englishMonths = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'],
  'december',
];

/** The words in dates and durations of English files, which are most of all files. */
export const english: Vocabulary = {
  months: meanings({
    ...Object.fromEntries(englishMonths.map((name, index) => [name, index + 1])),
    ...Object.fromEntries(englishMonths.map((name, index) => [name.slice(0, 3), index + 1])),
    sept: 9,
  }),
  halves: meanings<'a' | 'p'>({ am: 'a', pm: 'p' }),
  fillers: new Set(['at', 't', 'z', 'utc', 'gmt', 'm']),
  units: meanings({
    ...{ d: 86_400, day: 86_400, days: 86_400 },
    ...{ h: 3_600, hr: 3_600, hrs: 3_600, hour: 3_600, hours: 3_600 },
    ...{ m: 60, min: 60, mins: 60, minute: 60, minutes: 60 },
    ...{ s: 1, sec: 1, secs: 1, second: 1, seconds: 1 },
  }),
};

/** The languages of most files. If a word of theirs means another month in another language, their meaning counts. */
const commonLanguages = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'en-GB'];

/** Languages and variants whose codes have more than two letters. */
const longCodes = [
  ...['fil', 'haw', 'yue', 'gsw', 'ast', 'hsb', 'dsb', 'ckb', 'chr', 'kok', 'sah', 'ceb', 'smn', 'de-AT', 'pt-PT'],
  ...['es-MX', 'en-CA', 'en-AU', 'fr-CA', 'sr-Latn', 'uz-Cyrl', 'az-Cyrl', 'bs-Cyrl', 'zh-Hant'],
];

/** All languages for which Node has data: those codes of two letters that it knows, and the longer codes. */
function allLanguages(): readonly string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  return Intl.DateTimeFormat.supportedLocalesOf([...codes, ...longCodes]);
}

/** Abbreviations that apps write although the data of the language has others. */
const abbreviations = { mrz: 3, jän: 1, mär: 3, set: 9, sett: 9 };

function addDates({ months, halves, fillers }: Collected, language: string): void {
  // Files have Latin digits and the Gregorian calendar, whatever is usual in the language.
  const locale = `${language}-u-nu-latn-ca-gregory`;
  const day = { day: 'numeric', year: 'numeric' } as const;
  const time = { ...day, hour: 'numeric', minute: 'numeric' } as const;
  const styles = (['short', 'long'] as const).flatMap((month) => [
    ...[{ month }, { month, ...day }, { month, ...time, hour12: month === 'short' }],
  ]);
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      for (const { type, value } of format.formatToParts(Date.UTC(2024, month - 1, 15, month + 5))) {
        if (type === 'month' && /\p{L}/u.test(value)) add(months, value, month, language);
        if (type === 'dayPeriod') add(halves, value, month + 5 < 12 ? 'a' : 'p', language);
        if (type === 'literal') for (const word of wordsIn(value)) fillers.add(word);
      }
    }
  }
}

function addUnits({ units }: Collected, language: string): void {
  for (const [unit, seconds] of Object.entries({ day: 86_400, hour: 3_600, minute: 60, second: 1 })) {
    for (const unitDisplay of ['long', 'short'] as const) {
      const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay });
      for (const number of [1, 2, 5]) {
        for (const { type, value } of format.formatToParts(number))
          if (type === 'unit') add(units, value, seconds, language);
      }
    }
  }
}

type Growing<Value> = Map<string, Map<Value, Set<string>>>;
type Collected = Readonly<{
  months: Growing<number>;
  halves: Growing<'a' | 'p'>;
  fillers: Set<string>;
  units: Growing<number>;
}>;

function add<Value>(to: Growing<Value>, written: string, value: Value, language: string): void {
  const word = tokensIn(written).join(' ');
  const meaning = to.get(word) ?? new Map<Value, Set<string>>();
  to.set(word, meaning.set(value, (meaning.get(value) ?? new Set()).add(language)));
}

const collect = async (languages: readonly string[], addWords: (to: Collected, language: string) => void) => {
  const collected: Collected = { months: new Map(), halves: new Map(), fillers: new Set(), units: new Map() };
  for (const language of languages) {
    addWords(collected, language);
    // One language takes milliseconds, and all of them take seconds, so other work of the process is done in between.
    await nextTurn();
  }
  return collected;
};

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
const commonDates = once(() => collect(commonLanguages, addDates));
const allDates = once(() => collect(allLanguages(), addDates));
const allUnits = once(() => collect(allLanguages(), addUnits));

/** The earlier map has precedence: a word that it has keeps its meaning. */
const joined = <Value>(...maps: readonly ReadonlyMap<string, Value>[]): Map<string, Value> =>
  new Map(maps.toReversed().flatMap((map) => [...map]));

/** Words of a file's dates and of its durations. */
export type FoundWords = Readonly<{ dates: ReadonlySet<string>; durations: ReadonlySet<string> }>;

/**
 * Returns a vocabulary for the words of a file. It reads no more languages than the words need, because that takes long.
 */
export async function vocabularyFor({ dates, durations }: FoundWords): Promise<Vocabulary> {
  let { months, halves, fillers, units } = english;
  const isKnown = (word: string) => months.has(word) || halves.has(word) || fillers.has(word);
  for (const read of [commonDates, allDates]) {
    if ([...dates].every(isKnown)) break;
    const more = await read();
    months = joined(monthsOfFile(more.months, dates), months, more.months, meanings(abbreviations));
    halves = joined(halves, more.halves);
    fillers = new Set([...fillers, ...more.fillers]);
  }
  if (![...durations].every((word) => units.has(word))) units = joined(units, (await allUnits()).units);
  return { months, halves, fillers, units };
}

/**
 * What the names of months in a file mean: a file is written in one language, so their meaning is that of the languages
 * which have all these names.
 */
function monthsOfFile(months: Vocabulary['months'], words: ReadonlySet<string>): Vocabulary['months'] {
  const names = [...words].filter((word) => months.has(word));
  const languagesOf = (name: string) => new Set([...(months.get(name)?.values() ?? [])].flatMap((all) => [...all]));
  const [first = new Set<string>(), ...others] = names.map(languagesOf);
  const languages = [...first].filter((language) => others.every((each) => each.has(language)));
  const meant = names.map((name) => {
    const meaning = [...(months.get(name) ?? [])].filter(([, all]) => languages.some((language) => all.has(language)));
    return [name, new Map(meaning)] as const;
  });
  return new Map(meant.filter(([, meaning]) => meaning.size === 1));
}
