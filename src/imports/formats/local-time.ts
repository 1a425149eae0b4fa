import { monthOf } from './months.ts';
import { RowError } from './row-error.ts';

/**
 * A date and time as written in a file. `wall` is what the clock showed, in milliseconds since 1970 as if it were UTC.
 * `offset` is in minutes from UTC; null when the text names none.
 */
export type LocalTime = Readonly<{ wall: number; offset: number | null }>;

const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const half = String.raw`\s*(?:(?<half>[ap])\.?\s?m\.?)?`;
const offset = String.raw`\s*(?<offset>Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?`;
const between = String.raw`(?:,|T|\sat)?\s*`;
const days = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})`,
  String.raw`(?<day>\d{1,2})\.?\s(?<monthName>[\p{L}.]+)\s(?<year>\d{4})`,
  String.raw`(?<monthName>[\p{L}.]+)\s(?<day>\d{1,2}),?\s(?<year>\d{4})`,
];
const patterns = days.map((day) => new RegExp(`^${day}(?:${between}${clock}${half}${offset})?$`, 'iu'));

/**
 * Creates a parser of times such as `2021-02-10 16:46:13`, `5 Dec 2025, 11:37` or `May 15, 2026, 7:26 PM`. It returns
 * null for an empty cell and throws `RowError`. It remembers its last result, because all rows of a workout repeat it.
 */
export function createParseLocalTime(what: string): (text: string) => LocalTime | null {
  let lastText = '';
  let lastTime: LocalTime | null = null;
  return (text) => {
    if (text !== lastText) {
      lastTime = parseLocalTime(text, what);
      lastText = text;
    }
    return lastTime;
  };
}

function parseLocalTime(text: string, what: string): LocalTime | null {
  // Newer Apple systems write a narrow no-break space before AM and PM, so every kind of blank becomes a plain space.
  const plain = text.replace(/\s+/gu, ' ').trim();
  if (plain === '') return null;
  const parts = patterns.map((pattern) => pattern.exec(plain)?.groups).find((groups) => groups !== undefined);
  const time = parts === undefined ? null : localTimeOf(parts);
  if (time === null) throw new RowError(`${what} ${JSON.stringify(plain.slice(0, 60))} is not a valid date.`);
  return time;
}

type Parts = Readonly<Record<string, string | undefined>>;

function localTimeOf({ year, month, monthName = '', day, hour = '', minute = '', second = '', ...rest }: Parts) {
  const monthNumber = month === undefined ? monthOf(monthName) : Number(month);
  const hours = hourOf(Number(hour), rest.half?.toLowerCase());
  const isClock = hours !== null && hours < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!isClock || !isDay(Number(year), monthNumber, Number(day))) return null;
  const wall = Date.UTC(Number(year), monthNumber - 1, Number(day), hours, Number(minute), Number(second));
  return { wall, offset: offsetOf(rest.offset) };
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
