import type { Day, Instant, TimeZone } from '../events/ids.ts';

const formats = new Map<TimeZone, Intl.DateTimeFormat>();

/** The calendar day, as `YYYY-MM-DD`, that it is in a time zone at an instant. */
export function localDay(instant: Instant, zone: TimeZone): Day {
  let format = formats.get(zone);
  if (!format) {
    const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', options);
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}` as Day;
}
