import { maxWordsLength } from './folded-words.ts';

/** Dates of day, month and year in numbers, whose order is unknown: group 1 and 2 are day and month, or the reverse. */
export const numericDate = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/;

/** Writes every kind of blank as a plain space, and the digits of other scripts as those from 0 to 9. */
export const plainDate = (text: string): string =>
  text
    .slice(0, maxWordsLength + 1)
    .replace(/[\s\u200e\u200f]+/gu, ' ')
    .replace(/[^\P{Nd}0-9]/gu, digitOf)
    .trim();

/** The value of a digit: Unicode has the digits of each script in a row. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
