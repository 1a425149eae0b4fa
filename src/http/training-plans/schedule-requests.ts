import { z } from 'zod';
import type { Day } from '../../events/ids.ts';
import { shiftDays } from '../../events/schedule-values.ts';
import { integer, timeZone } from '../requests/fields.ts';
import { day } from '../requests/list.ts';

const calendarDay = day.transform((value) => value as Day);

export const startPlan = z.strictObject({
  startsOn: calendarDay.describe('The first day of the plan, by the calendar of the athlete.'),
});
export const shiftSchedule = z.strictObject({
  from: calendarDay.describe('What is due on this day or later is moved.'),
  days: integer(shiftDays.min, shiftDays.max).describe('By how many days. Negative for earlier.'),
});
export const pauseSchedule = z.strictObject({ from: calendarDay.describe('The first day of the pause.') });
export const resumeSchedule = z.strictObject({
  on: calendarDay.describe('On this day follows what was due when the pause began.'),
});
export const endSchedule = z.strictObject({ from: calendarDay.describe('Nothing is due from this day on.') });

export const currentPlanQuery = z.strictObject({
  timezone: timeZone.optional().describe("The time zone of the athlete. By default that of the athlete's profile."),
});
