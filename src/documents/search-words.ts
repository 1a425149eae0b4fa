import { fillers, shortForms, wordsOfOtherLanguages } from './lexicon.ts';

/** Letters that are written as others without a decomposition in Unicode, and final forms as the usual letter. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'n', þ: 'th', ŧ: 't' },
  ...{ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ', ى: 'ي', ة: 'ه', ـ: '' },
};
const folded = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/** Accents of Latin, Greek and Cyrillic letters, and vowel points of Hebrew and Arabic ones. Other marks are letters. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;

/**
 * Turns a text into its form for searching: lower case, without accents, on one line. All searching compares this form
 * only, so its results depend neither on Postgres' locale nor on the way in which a keyboard composes letters.
 */
export const plainText = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(accents, '')
        .toLowerCase()
        .replace(folded, (letter) => letters[letter] ?? letter)
        .normalize('NFC')
        .replaceAll('\n', ' ')
        .replace(controls, '');

/** Most names are printable ASCII, of which only the case changes. */
const isPlain = /^[\x20-\x7e]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const controls = /[\u0000-\u001f\u007f]/g;

/**
 * Splits a text into the words as they were written, plurals and short forms included, but in the form of `plainText`
 * and without punctuation.
 */
export const writtenWordsIn = (text: string): readonly string[] =>
  // An apostrophe is removed before the text is split, so that `farmer's` is one word.
  plainText(text)
    .replace(/['’`´]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Splits a text into its words, without punctuation and in the singular. */
export const wordsIn = (text: string): readonly string[] => writtenWordsIn(text).map(singular);

/**
 * The words that a written word means: its singular, or the words of a short form or of another language, such as
 * `dumbbell` for `db` and `mancuernas`.
 */
export function meaningOf(written: string): readonly string[] {
  const word = singular(written);
  return shortForms.get(word) ?? shortForms.get(written) ?? [wordsOfOtherLanguages.get(word) ?? word];
}

/** Whether a word only joins others, such as `with` in `squat with dumbbells`. */
export const isFiller = (word: string): boolean => fillers.has(word);

const irregular: ReadonlyMap<string, string> = new Map([
  ['calves', 'calf'],
  ['feet', 'foot'],
  ['ups', 'up'],
]);

/**
 * The singular of an English word, such as `lunge` for `lunges` or `fly` for `flies` and `flyes`. `press` and `abs`
 * stay as they are.
 */
function singular(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length <= 3) return word;
  if (/(ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  if (/fl(ie|ye)s?$/.test(word)) return word.replace(/(ie|ye)s?$/, 'y');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
