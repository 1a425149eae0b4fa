import { locale } from './language.ts';

export type Weight = Readonly<{ value: number; unit: 'kg' | 'lb' }>;
type Distance = Readonly<{ value: number; unit: string }>;

const styles = {
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  instant: { dateStyle: 'medium', timeStyle: 'short' },
  shortDay: { weekday: 'short', day: 'numeric', month: 'short' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfMonth: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short' },
  month: { month: 'long', year: 'numeric' },
  numbers: { year: 'numeric', month: '2-digit', day: '2-digit' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/** The format that is kept for a key. Making one takes a millisecond, and long lists need thousands. */
function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}

/** The format of dates in this style. A day of the calendar has no time zone: it is a time in that of UTC. */
function dateFormat(style: keyof typeof styles, timeZone = 'UTC', language = locale()): Intl.DateTimeFormat {
  const make = () => new Intl.DateTimeFormat(language, { ...styles[style], timeZone });
  return kept(dateFormats, `${language} ${style} ${timeZone}`, make);
}

export function formatNumber(value: number, digits = 2): string {
  const language = locale();
  const make = () => new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  return kept(numberFormats, `${language} ${digits}`, make).format(value);
}

export const formatWeight = ({ value, unit }: Weight): string => `${formatNumber(value, 3)} ${unit}`;
export const formatDistance = ({ value, unit }: Distance): string => `${formatNumber(value, 3)} ${unit}`;

/** An instant as a date in a time zone, such as `Mon, 2 Mar 2026`. */
export const formatDay = (instant: string, timeZone: string): string =>
  dateFormat('day', timeZone).format(new Date(instant));

export const formatTime = (instant: string, timeZone: string): string =>
  dateFormat('time', timeZone).format(new Date(instant));

export const formatInstant = (instant: string, timeZone: string): string =>
  dateFormat('instant', timeZone).format(new Date(instant));

/** Midnight of a day of the calendar, such as `2026-03-02`. */
const midnightOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A day of the calendar, such as `2026-03-02`, which has no time zone. */
export const formatCalendarDay = (day: string, style: 'short' | 'long' = 'short'): string =>
  dateFormat(style === 'long' ? 'longDay' : 'shortDay').format(midnightOf(day));

export const formatWeekday = (day: string): string => dateFormat('weekday').format(midnightOf(day));

export const formatDayOfMonth = (at: number): string => dateFormat('dayOfMonth').format(at);

export const formatMonth = (day: string): string => dateFormat('month').format(midnightOf(`${day.slice(0, 7)}-01`));

/** The day of the calendar on which an instant is in a time zone, as `2026-03-02`. */
export const dayOf = (instant: string | number, timeZone: string): string =>
  dateFormat('numbers', timeZone, 'en-CA').format(new Date(instant));

/** A duration as `1:02:03` or `2:05`. */
export function formatSeconds(total: number): string {
  const seconds = Math.round(total);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** A duration in words, such as `1 h 5 min`. */
export function formatDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}
