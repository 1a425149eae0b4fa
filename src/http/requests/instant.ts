import type { Instant } from '../../events/ids.ts';

const pattern =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?([Zz]|([+-])(\d{2})(?::?(\d{2}))?)?$/;

/** The length of the longest time that the pattern matches. */
const maxLength = 35;
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Parses an ISO 8601 time with a zone or offset, and converts it to UTC with microseconds. Finer digits are cut off.
 * Years before 1900, leap seconds and the hour 24:00 are refused.
 */
export function parseInstant(text: string): Instant | 'without zone' | 'not a time' {
  const [, day, clock, seconds = '00', fraction = '', zone, sign, hours = '00', minutes = '00'] =
    (text.length <= maxLength && pattern.exec(text)) || [];
  if (day === undefined || (clock === undefined && zone !== undefined)) return 'not a time';
  const local = `${day}T${clock ?? '00:00'}:${seconds}.000Z`;
  const localMs = Date.parse(local);
  // `Date` reads February 30 as March 1 or 2, and 24:00 as the next day. Its ISO text then differs from the text that
  // was parsed, so the time is refused.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return 'not a time';
  if (zone === undefined) return 'without zone';
  if (Number(hours) > 23 || Number(minutes) > 59) return 'not a time';
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const utcMs = localMs - offsetMs;
  if (utcMs < earliest || utcMs > latest) return 'not a time';
  return `${new Date(utcMs).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z` as Instant;
}
