import { english } from './english.ts';
import { readDateWords, readUnitWords } from './language-words.ts';
import { meanings, type Vocabulary } from './vocabulary.ts';

/**
 * The languages of most files. If a word has different meanings in these and in other languages, its meaning in these
 * counts.
 */
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

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
const commonDates = once(() => readDateWords(commonLanguages));
const allDates = once(() => readDateWords(allLanguages()));
const allUnits = once(() => readUnitWords(allLanguages()));

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
