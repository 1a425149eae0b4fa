import type { Day } from '../events/ids.ts';

// A day is a day of the calendar and has no time zone, so days are counted in UTC, which has no change of clocks.

const msPerDay = 86_400_000;
const msOf = (day: Day): number => Date.parse(day);

export const plusDays = (day: Day, days: number): Day =>
  new Date(msOf(day) + days * msPerDay).toISOString().slice(0, 10) as Day;

/** How many days `to` is after `from`; negative when it is before. */
export const daysFrom = (from: Day, to: Day): number => (msOf(to) - msOf(from)) / msPerDay;

/** The day of the week, from 0 for Sunday. */
export const weekdayOf = (day: Day): number => new Date(msOf(day)).getUTCDay();

/** The Monday of the ISO week of a day. */
export const mondayOf = (day: Day): Day => {
  const after = (weekdayOf(day) + 6) % 7;
  return after === 0 ? day : plusDays(day, -after);
};

/** The first day of the month of a day. */
export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;
