import { plusDays } from '../../documents/days.ts';
import type { SchedulePresence } from '../../documents/schedule.ts';
import { dayOn, shifted, unitsOnDay } from '../../documents/schedule-days.ts';
import { invalid } from '../../errors.ts';
import type { Day } from '../../events/ids.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { maxScheduleParts, shiftDays } from '../../events/schedule-values.ts';
import { checkInteger } from '../checks.ts';
import { checkScheduleDay, conflict, runningPlan } from './state.ts';

/**
 * Moves what is due on a day or later by some days. It may be brought forward over days without units only, so that no
 * unit is skipped silently.
 */
export type ShiftSchedule = Readonly<{ type: 'ShiftSchedule'; data: Readonly<{ from: Day; days: number }> }>;

export function shiftSchedule({ data: { from, days } }: ShiftSchedule, state: SchedulePresence): ScheduleEvent[] {
  const schedule = runningPlan(state);
  checkScheduleDay('from', from);
  checkInteger('days', days, shiftDays);
  if (days === 0) return [];
  if (schedule.pausedFrom !== null) throw conflict('The plan is paused. Resume it first.', schedule);
  for (let back = days; back < 0; back += 1) {
    const day = dayOn(schedule, plusDays(from, back));
    if (day !== null && unitsOnDay(schedule, day).length > 0) {
      throw invalid('days', `There are units on ${plusDays(from, back)}.`);
    }
  }
  const parts = shifted(schedule.parts, from, days);
  for (const { on } of parts) checkScheduleDay('days', on);
  if (parts.length > maxScheduleParts) throw invalid('days', `A plan is shifted at most ${maxScheduleParts} times.`);
  return [{ type: 'ScheduleShifted', data: { from, days } }];
}
