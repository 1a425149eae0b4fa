/** The first day that the service accepts. While a person types the year of a date, the field has a year such as 20 or 202. */
export const firstDay = '1900-01-01';

/** An instant as the value of an input for a local time, on the clock of a time zone: `2026-03-02T18:05`. */
export function toLocal(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(instant)).replace(' ', 'T');
}

/** The instant of a local time on the clock of a time zone. */
export function fromLocal(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  // The offset is that of the found instant, so two steps also reach times next to a change of the clock.
  const offsetAt = (at: number) => Date.parse(`${toLocal(new Date(at).toISOString(), timeZone)}Z`) - at;
  const first = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(first)).toISOString();
}
