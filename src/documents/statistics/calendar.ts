import type { Day } from '../../events/ids.ts';

const msPerDay = 86_400_000;

/** A day of the calendar has no zone, so days are counted in UTC, where each has 24 hours. */
const msOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

export const addDays = (day: Day, days: number): Day =>
  new Date(msOf(day) + days * msPerDay).toISOString().slice(0, 10) as Day;

/** The Monday of the ISO week of a day. */
export const mondayOf = (day: Day): Day => addDays(day, -((new Date(msOf(day)).getUTCDay() + 6) % 7));

/** The first day of the month of a day. */
export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;
