import type { Day } from '../events/ids.ts';
import type { PlanDay } from '../events/session.ts';
import { daysPerWeek } from '../events/training-values.ts';
import { daysFrom, plusDays } from './days.ts';
import type { PlanUnitDocument } from './plan.ts';
import type { ScheduleDocument, SchedulePart } from './schedule.ts';

// The days of a plan are counted from 1 and go on when its weeks are done again: if a plan has 4 weeks, day 29 is the
// first day of the second time. Day 8 is the first day of week 2.

type Days = Pick<ScheduleDocument, 'weeks' | 'repeats' | 'parts' | 'pausedFrom' | 'endedFrom'>;

/** How many days the plan has when its weeks are done `repeats` times; infinite if `repeats` is null. */
export const lengthOf = ({ weeks, repeats }: Pick<Days, 'weeks' | 'repeats'>): number =>
  repeats === null ? Number.POSITIVE_INFINITY : weeks * repeats * daysPerWeek;

/**
 * The week of a day of the plan, counted like the days without starting again, and the day of that week; both from 1.
 */
export const placeOf = (day: number): Pick<PlanDay, 'week' | 'day'> => ({
  week: Math.floor((day - 1) / daysPerWeek) + 1,
  day: ((day - 1) % daysPerWeek) + 1,
});

/** The day of the plan for a week and a day of it; the reverse of `placeOf`. */
export const dayOfPlace = ({ week, day }: Pick<PlanDay, 'week' | 'day'>): number => (week - 1) * daysPerWeek + day;

/** The units of a plan that are done on a day, in order. The weeks of the plan begin anew after the last one. */
export function unitsOnDay(
  { weeks, units }: Readonly<{ weeks: number; units: readonly PlanUnitDocument[] }>,
  day: number,
): readonly PlanUnitDocument[] {
  const within = ((day - 1) % (weeks * daysPerWeek)) + 1;
  return units.filter((each) => each.day === within);
}

/** The first day of the plan that is due on a day of the calendar or later, were there no pause and no end. */
export function firstDayFrom(parts: readonly SchedulePart[], date: Day): number {
  const at = parts.findLastIndex(({ on }) => on <= date);
  const [part, next] = [parts[at], parts[at + 1]];
  if (!part) return parts[0]?.day ?? 1;
  const day = part.day + daysFrom(part.on, date);
  return next ? Math.min(day, next.day) : day;
}

/** Whether the calendar is past all days of a plan. No day of a plan passes during a pause. */
export function hasPassed({ parts, pausedFrom, ...plan }: Days, date: Day): boolean {
  const until = pausedFrom !== null && pausedFrom < date ? pausedFrom : date;
  return firstDayFrom(parts, until) > lengthOf(plan);
}

/** When a day of the plan is done; null when no day of the calendar has it. */
export function dateOf({ parts, pausedFrom, endedFrom, ...plan }: Days, day: number): Day | null {
  const at = parts.findLastIndex((part) => part.day <= day);
  const [part, next] = [parts[at], parts[at + 1]];
  if (!part || day > lengthOf(plan)) return null;
  const date = plusDays(part.on, day - part.day);
  const stops = [next?.on, pausedFrom, endedFrom];
  return stops.some((stop) => stop && date >= stop) ? null : date;
}

/** The day of the plan that is done on a day of the calendar; null for none. */
export function dayOn(schedule: Days, date: Day): number | null {
  const day = firstDayFrom(schedule.parts, date);
  return dateOf(schedule, day) === date ? day : null;
}

/**
 * Moves everything that is due on the day `from` of the calendar, or later, by a number of days. Returns the new parts of the
 * schedule.
 */
export function shifted(parts: readonly SchedulePart[], from: Day, days: number): readonly SchedulePart[] {
  if (days === 0) return parts;
  const day = firstDayFrom(parts, from);
  const part = parts.findLast((each) => each.day <= day) ?? { day, on: from };
  const on = plusDays(part.on, day - part.day + days);
  return [
    ...parts.filter((each) => each.day < day && each.on < on),
    { day, on },
    ...parts.flatMap((each) => (each.day > day ? [{ ...each, on: plusDays(each.on, days) }] : [])),
  ];
}
