import { IANAZone } from 'luxon';
import type { Instant, TimeZone } from '../../events/ids.ts';
import { RowError } from './values.ts';

/** A wall clock as written, in milliseconds as if it were UTC, with the offset in minutes where the text has one. */
export type LocalTime = Readonly<{ wall: number; offset: number | null }>;

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?`;
const OFFSET = String.raw`\s*(Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?`;
const BETWEEN = String.raw`(?:,|T|\sat)?\s*`;
const pattern = (day: string): RegExp => new RegExp(`^${day}(?:${BETWEEN}${CLOCK}${OFFSET})?$`, 'iu');
const ISO = pattern(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`);
const DAY_FIRST = pattern(String.raw`(\d{1,2})\.?\s([\p{L}.]+)\s(\d{4})`);
const MONTH_FIRST = pattern(String.raw`([\p{L}.]+)\s(\d{1,2}),?\s(\d{4})`);

/**
 * A reader of `2021-02-10 16:46:13`, `5 Dec 2025, 11:37`, `May 15, 2026, 7:26 PM` and their kin; null where the cell is
 * empty. It keeps its last answer, since all rows of a workout repeat it.
 */
export function localTimeReader(what: string): (text: string) => LocalTime | null {
  let lastText = '';
  let lastTime: LocalTime | null = null;
  return (text) => {
    if (text === lastText) return lastTime;
    // Apple's newer systems put narrow no-break spaces before AM and PM.
    const plain = text.replace(/\s+/gu, ' ').trim();
    const time = plain === '' ? null : read(plain);
    if (plain !== '' && time === null) {
      throw new RowError(`${what} ${JSON.stringify(plain.slice(0, 60))} is not a date that exists.`);
    }
    lastText = text;
    lastTime = time;
    return time;
  };
}

function read(text: string): LocalTime | null {
  const iso = ISO.exec(text);
  if (iso) return localTime(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return localTime(Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1]), dayFirst);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) return localTime(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]), monthFirst);
  return null;
}

function localTime(year: number, month: number, day: number, match: RegExpExecArray): LocalTime | null {
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  const half = match[7]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const wall = Date.UTC(year, month - 1, day, hours, minute, second);
  const date = new Date(wall);
  // Date carries a 31st of April over into May; such a day, and a 25th hour, does not come back as it went in.
  const exists =
    year >= 1900 && year < 3000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hours < 24;
  return exists && minute < 60 && second < 60 ? { wall, offset: offsetOf(match[8]) } : null;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

// Hevy writes months in the language of the phone.
const MONTHS: ReadonlyMap<string, number> = new Map(
  ['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'pt', 'nl'].flatMap((language) =>
    (['short', 'long'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, index) => [
        plainMonth(format.format(Date.UTC(2024, index, 15))),
        index + 1,
      ]);
    }),
  ) as [string, number][],
);

function plainMonth(name: string): string {
  return name.replaceAll('.', '').toLowerCase();
}
const monthOf = (name: string | undefined): number => MONTHS.get(plainMonth(name ?? '')) ?? 0;

/** `YYYY-MM-DDTHH:mm:ss`. */
export const wallText = ({ wall }: LocalTime): string => new Date(wall).toISOString().slice(0, 19);

/** Milliseconds since the epoch as an instant. */
export const instant = (ms: number): Instant => new Date(ms).toISOString().replace('Z', '000Z') as Instant;

/**
 * When that wall clock showed that time, in milliseconds since the epoch. A time that occurs twice is its first occurrence
 * that is not before `notBefore`; a time that a change of clocks leaves out is as much later as the clocks were put forward.
 */
export function msOf({ wall, offset }: LocalTime, timezone: TimeZone, notBefore = Number.NEGATIVE_INFINITY): number {
  if (offset !== null) return wall - offset * 60_000;
  // Luxon's own reading of a doubled hour depends on today's date, hence only its offsets are used: those of the days around.
  const zone = IANAZone.create(timezone);
  const day = 86_400_000;
  const [yesterday, tomorrow] = [zone.offset(wall - day), zone.offset(wall + day)];
  const before = wall - yesterday * 60_000;
  if (yesterday === tomorrow) return before;
  const after = wall - tomorrow * 60_000;
  const candidates = [before, after].filter((ms) => ms + zone.offset(ms) * 60_000 === wall);
  return candidates.find((ms) => ms >= notBefore) ?? candidates[0] ?? before;
}
