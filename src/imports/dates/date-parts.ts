import { RowError } from '../formats/row-error.ts';
import { foldWord } from './folded-words.ts';
import { meaningOf, type Vocabulary } from './vocabulary.ts';

/**
 * A date and time as written in a file. `wall` is what the clock showed, in milliseconds since 1970 as if it were UTC.
 * `offset` is in minutes from UTC; null when the text names none.
 */
export type LocalTime = Readonly<{ wall: number; offset: number | null }>;

/** Whether a file writes the day or the month first in dates such as `3/4/2025`; null if its dates do not tell. */
export type DateOrder = 'day-month' | 'month-day' | null;

export type DateStyle = Readonly<{ order: DateOrder; vocabulary: Vocabulary }>;
/** The parts of a date and time by their names. */
export type Parts = Readonly<Record<string, string | undefined>>;

/** The time of these parts; null if there is no such day or time. Throws `RowError` if the date is unclear. */
export function localTimeOf(parts: Parts, what: string, { order, vocabulary }: DateStyle): LocalTime | null {
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
