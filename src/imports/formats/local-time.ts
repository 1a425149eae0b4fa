import { english, foldWord, maxWordsLength, meaningOf, tokensIn, type Vocabulary } from './languages.ts';
import { RowError } from './row-error.ts';

/**
 * A date and time as written in a file. `wall` is what the clock showed, in milliseconds since 1970 as if it were UTC.
 * `offset` is in minutes from UTC; null when the text names none.
 */
export type LocalTime = Readonly<{ wall: number; offset: number | null }>;

/** Whether a file writes the day or the month first in dates such as `3/4/2025`; null if its dates do not tell. */
export type DateOrder = 'day-month' | 'month-day' | null;

export type DateStyle = Readonly<{ order: DateOrder; vocabulary: Vocabulary }>;
export type ParseLocalTime = (text: string) => LocalTime | null;

const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const half = String.raw`\s*(?:(?<half>[ap])\.?\s?m\.?)?`;
const offset = String.raw`\s*(?<offset>Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?`;
const between = String.raw`(?:,|T|\sat)?\s*`;
const days = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})`,
  String.raw`(?<day>\d{1,2})\.?\s(?<monthName>[\p{L}.]+)\s(?<year>\d{4})`,
  String.raw`(?<monthName>[\p{L}.]+)\s(?<day>\d{1,2}),?\s(?<year>\d{4})`,
  String.raw`(?<first>\d{1,2})(?<mark>[-/.])\s?(?<last>\d{1,2})\k<mark>\s?(?<year>\d{4})`,
];
const patterns = days.map((day) => new RegExp(`^${day}(?:${between}${clock}${half}${offset})?$`, 'iu'));

/** Dates of day, month and year in numbers, whose order is unknown: group 1 and 2 are day and month, or the reverse. */
export const numericDate = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/;

/**
 * Creates a parser of times such as `2021-02-10 16:46:13`, `5 Dec 2025, 11:37` or `May 15, 2026, 7:26 PM`. It returns
 * null for an empty cell and throws `RowError`. It remembers its last result, because all rows of a workout repeat it.
 */
export function createParseLocalTime(what: string, style: DateStyle = { order: null, vocabulary: english }) {
  let lastText = '';
  let lastTime: LocalTime | null = null;
  const parse: ParseLocalTime = (text) => {
    if (text !== lastText) {
      lastTime = parseLocalTime(text, what, style);
      lastText = text;
    }
    return lastTime;
  };
  return parse;
}

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

function parseLocalTime(text: string, what: string, style: DateStyle): LocalTime | null {
  const plain = plainDate(text);
  if (plain === '') return null;
  if (plain.length <= maxWordsLength) {
    const parts = patterns.map((pattern) => pattern.exec(plain)?.groups).find((groups) => groups !== undefined);
    const time = (parts && localTimeOf(parts, what, style)) ?? wordedTimeOf(plain, what, style);
    if (time !== null) return time;
  }
  throw new RowError(`${what} ${JSON.stringify(plain.slice(0, 60))} is not a valid date.`);
}

type Parts = Readonly<Record<string, string | undefined>>;

function localTimeOf(parts: Parts, what: string, { order, vocabulary }: DateStyle): LocalTime | null {
  const { year, month, monthName, first, last, hour, minute, second, half, offset } = parts;
  const [day, numbered] = first === undefined ? [parts.day, month] : dayAndMonth(parts, what, order);
  const monthNumber = numbered === undefined ? monthOf(monthName ?? '', what, vocabulary) : Number(numbered);
  const hours = hourOf(Number(hour ?? 0), half?.toLowerCase());
  const isClock = hours !== null && hours < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
  if (last !== undefined && day === undefined) return null;
  if (!isClock || !isDay(Number(year), monthNumber, Number(day))) return null;
  const wall = Date.UTC(Number(year), monthNumber - 1, Number(day), hours, Number(minute ?? 0), Number(second ?? 0));
  return { wall, offset: offsetOf(offset) };
}

function dayAndMonth({ first, last, mark }: Parts, what: string, order: DateOrder): readonly (string | undefined)[] {
  // No country writes the month first with points.
  const known = order ?? (mark === '.' || Number(first) > 12 ? 'day-month' : Number(last) > 12 ? 'month-day' : null);
  if (known === null) {
    throw new RowError(
      `${what} "${first}${mark}${last}" is unclear: no date of the file tells whether day or month is first. Write dates as 2025-12-31.`,
    );
  }
  return known === 'day-month' ? [first, last] : [last, first];
}

function monthOf(name: string, what: string, { months }: Vocabulary): number {
  const month = meaningOf(months, foldWord(name));
  if (month !== 'unclear') return month ?? 0;
  throw new RowError(`${what} is unclear: "${name}" is another month in another language.`);
}

const eastAsian = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u;
const anyClock = /(?<!\d)(?<hour>\d{1,2})(?<mark>[:.h])(?<minute>\d{2})(?:[:.](?<second>\d{2}))?(?![\d.])/u;

/** Reads a date that has words around its numbers, in any order; null if a word is unknown. */
function wordedTimeOf(plain: string, what: string, style: DateStyle): LocalTime | null {
  const { vocabulary, order } = style;
  const clock = plain.includes(':')
    ? /(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?/u.exec(plain)
    : anyClock.exec(plain.replace(numericDate, (date) => ' '.repeat(date.length)));
  const time = clock?.groups ?? {};
  const date = clock === null ? plain : `${plain.slice(0, clock.index)} ${plain.slice(clock.index + clock[0].length)}`;
  const east = eastAsian.exec(date);
  const numeric = numericDate.exec(date.trim());
  const found = wordsOf(date.replace(east?.[0] ?? numeric?.[0] ?? '', ' '), vocabulary);
  if (found === null) return null;
  // Where the clock has 24 hours, a word such as `am` in Welsh is no half of the day.
  const words = Number(time.hour) > 12 || clock === null ? { ...found, half: {} } : found;
  if (east) return localTimeOf({ ...time, ...words.half, year: east[1], month: east[2], day: east[3] }, what, style);
  if (numeric) {
    const [, first, mark, last, year] = numeric;
    return localTimeOf({ ...time, ...words.half, first, mark, last, year }, what, { ...style, order });
  }
  const numbers = date.match(/\d+/g) ?? [];
  const years = numbers.filter((number) => number.length === 4);
  const shorts = numbers.filter((number) => number.length <= 2);
  if (words.month === null || years.length !== 1 || numbers.length - years.length !== shorts.length) return null;
  // Vietnamese writes a month as the word for month and a number, so the date has a second short number besides the
  // day.
  const [day, ...others] = shorts.length === 2 && words.hasNumber ? [shorts[words.isFirst ? 1 : 0]] : shorts;
  if (others.length > 0) return null;
  return localTimeOf({ ...time, ...words.half, monthName: words.month, day, year: years[0] }, what, style);
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

/**
 * Converts an hour of a 12-hour or 24-hour clock to 0 to 23; returns null for an hour that a 12-hour clock does not
 * have.
 */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function isDay(year: number, month: number, day: number): boolean {
  // `Date` turns a 31st of April into the 1st of May, so a date does not exist if its month comes out differently.
  return year >= 1900 && year < 3000 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d{2})?/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
