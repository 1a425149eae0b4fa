import type { SchedulePresence } from '../../documents/schedule.ts';
import type { Day } from '../../events/ids.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { checkScheduleDay, conflict, runningPlan } from './state.ts';

/** Pauses the plan: nothing is due from a day on, until the plan is resumed. */
export type PauseSchedule = Readonly<{ type: 'PauseSchedule'; data: Readonly<{ from: Day }> }>;

export function pauseSchedule({ data: { from } }: PauseSchedule, state: SchedulePresence): ScheduleEvent[] {
  const schedule = runningPlan(state);
  checkScheduleDay('from', from);
  if (schedule.pausedFrom === from) return [];
  if (schedule.pausedFrom !== null) throw conflict(`The plan is paused from ${schedule.pausedFrom} on.`, schedule);
  return [{ type: 'SchedulePaused', data: { from } }];
}
