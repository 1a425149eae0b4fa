import { type DateStyle, type LocalTime, localTimeOf, type Parts } from './date-parts.ts';
import { numericDate } from './date-text.ts';
import { english } from './english.ts';
import { tokensIn } from './folded-words.ts';
import { meaningOf, type Vocabulary } from './vocabulary.ts';

const eastAsian = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u;
const anyClock = /(?<!\d)(?<hour>\d{1,2})(?<mark>[:.h])(?<minute>\d{2})(?:[:.](?<second>\d{2}))?(?![\d.])/u;

/** Reads a date that has words around its numbers, in any order; null if a word is unknown. */
export function wordedTimeOf(plain: string, what: string, style: DateStyle): LocalTime | null {
  const clock = plain.includes(':')
    ? /(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?/u.exec(plain)
    : anyClock.exec(plain.replace(numericDate, (date) => ' '.repeat(date.length)));
  const time = clock?.groups ?? {};
  const date = clock === null ? plain : `${plain.slice(0, clock.index)} ${plain.slice(clock.index + clock[0].length)}`;
  const east = eastAsian.exec(date);
  const numeric = numericDate.exec(date.trim());
  const found = wordsOf(date.replace(east?.[0] ?? numeric?.[0] ?? '', ' '), style.vocabulary);
  if (found === null) return null;
  // Without a time, or with an hour above 12, a word such as the Welsh `am` ("at") does not mean a.m.
  const words = Number(time.hour) > 12 || clock === null ? { ...found, half: {} } : found;
  if (east) return localTimeOf({ ...time, ...words.half, year: east[1], month: east[2], day: east[3] }, what, style);
  if (numeric) {
    const [, first, mark, last, year] = numeric;
    return localTimeOf({ ...time, ...words.half, first, mark, last, year }, what, style);
  }
  const day = dayOf(date, words);
  return day && localTimeOf({ ...time, ...words.half, ...day }, what, style);
}

/** The parts of a date whose month is a word; null if its numbers are not one day and one year. */
function dayOf(date: string, words: Words): Parts | null {
  const numbers = date.match(/\d+/g) ?? [];
  const years = numbers.filter((number) => number.length === 4);
  const shorts = numbers.filter((number) => number.length <= 2);
  if (words.month === null || years.length !== 1 || numbers.length - years.length !== shorts.length) return null;
  // Vietnamese writes a month as the word for month and a number, so the date has a second short number besides the
  // day.
  const [day, ...others] = shorts.length === 2 && words.hasNumber ? [shorts[words.isFirst ? 1 : 0]] : shorts;
  return others.length > 0 ? null : { monthName: words.month, day, year: years[0] };
}

type Words = Readonly<{ month: string | null; half: Parts; hasNumber: boolean; isFirst: boolean }>;

/** Finds the month and the half of the day among the words of a date; null if a word is neither, and no filler. */
function wordsOf(date: string, vocabulary: Vocabulary): Words | null {
  const { months, halves, fillers } = vocabulary;
  const tokens = tokensIn(date);
  const isHalf = (text: string) => english.halves.has(text) || (halves.has(text) && !fillers.has(text));
  let month: string | null = null;
  let half: string | null = null;
  let [hasNumber, isFirst] = [false, false];
  for (let at = 0; at < tokens.length; ) {
    const phrases = [3, 2, 1].map((length) => tokens.slice(at, at + length).join(' '));
    const phrase = phrases.find((each) => months.has(each) || isHalf(each)) ?? prefixed(tokens[at] ?? '', vocabulary);
    const token = tokens[at] ?? '';
    if (months.has(phrase) && month === null) {
      month = phrase;
      hasNumber = /\d/.test(phrase);
      isFirst = hasNumber && !tokens.slice(0, at).some((each) => /^\d{1,2}$/.test(each));
    } else if (isHalf(phrase)) {
      const meaning = meaningOf(halves, phrase);
      half ??= meaning === 'unclear' ? null : meaning;
    } else if (!/^\d+$/.test(token) && !fillers.has(token)) return null;
    at += months.has(phrase) || isHalf(phrase) ? phrase.split(' ').length : 1;
  }
  return { month, half: half === null ? {} : { half }, hasNumber, isFirst };
}

/** The month in a word that begins with a filler, as in Hebrew; else an empty text. */
function prefixed(token: string, { months, fillers }: Vocabulary): string {
  const [first = '', ...rest] = token;
  return fillers.has(first) && months.has(rest.join('')) ? rest.join('') : '';
}
