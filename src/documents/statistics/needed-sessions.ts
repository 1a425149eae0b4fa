import type { Day } from '../../events/ids.ts';
import { daysPerWeek } from '../../events/training-values.ts';
import { plusDays } from '../days.ts';
import type { ScheduleDocument } from '../schedule.ts';
import { dayOn, unitsOnDay } from '../schedule-days.ts';

/** How many sessions a week needs for a streak when nothing is planned in it. */
const usual = 1;

/**
 * How many sessions an ISO week needs for a streak: one for each unit that the started plan has in it. A week without a
 * unit needs one, so that a pause or a week of rest ends no streak of an athlete who trains.
 */
export function neededSessions(schedule: ScheduleDocument | null, monday: Day): number {
  if (schedule === null) return usual;
  const days = Array.from({ length: daysPerWeek }, (_, at) => dayOn(schedule, plusDays(monday, at)));
  const units = days.reduce<number>((sum, day) => sum + (day === null ? 0 : unitsOnDay(schedule, day).length), 0);
  return Math.max(usual, units);
}
