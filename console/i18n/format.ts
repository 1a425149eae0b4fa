import { locale } from './language.ts';

export type Weight = Readonly<{ value: number; unit: 'kg' | 'lb' }>;
type Distance = Readonly<{ value: number; unit: string }>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of dates. Making one takes a millisecond, so each is made once. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale(), options);
  formats.set(key, format);
  return format;
}

export const formatNumber = (value: number, digits = 2): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);

export const formatWeight = ({ value, unit }: Weight): string => `${formatNumber(value, 3)} ${unit}`;
export const formatDistance = ({ value, unit }: Distance): string => `${formatNumber(value, 3)} ${unit}`;

/** An instant as a date in a time zone, such as `Mon, 2 Mar 2026`. */
export const formatDay = (instant: string, timeZone: string): string =>
  dateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(instant));

export const formatTime = (instant: string, timeZone: string): string =>
  dateFormat({ hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant));

export const formatInstant = (instant: string, timeZone: string): string =>
  dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant));

/** A day of the calendar, such as `2026-03-02`, which has no time zone. */
export const formatCalendarDay = (day: string, style: 'short' | 'long' = 'short'): string =>
  dateFormat({
    ...(style === 'long' ? { weekday: 'long' } : { weekday: 'short' }),
    day: 'numeric',
    month: style,
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

export const formatMonth = (day: string): string =>
  dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 7)}-01T00:00:00Z`));

/** The day of the calendar on which an instant is in a time zone, as `2026-03-02`. */
export function dayOf(instant: string | number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return format.format(new Date(instant));
}

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
