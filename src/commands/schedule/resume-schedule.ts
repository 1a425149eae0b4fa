import { daysFrom } from '../../documents/days.ts';
import type { SchedulePresence } from '../../documents/schedule.ts';
import { shifted } from '../../documents/schedule-days.ts';
import { invalid } from '../../errors.ts';
import type { Day } from '../../events/ids.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { maxScheduleParts } from '../../events/schedule-values.ts';
import { checkScheduleDay, conflict, runningPlan } from './state.ts';

/** Resumes a paused plan: what was due when the pause began is due from a day on. */
export type ResumeSchedule = Readonly<{ type: 'ResumeSchedule'; data: Readonly<{ on: Day }> }>;

export function resumeSchedule({ data: { on } }: ResumeSchedule, state: SchedulePresence): ScheduleEvent[] {
  const schedule = runningPlan(state);
  checkScheduleDay('on', on);
  const { pausedFrom, parts } = schedule;
  if (pausedFrom === null) throw conflict('The plan is not paused.', schedule);
  if (on < pausedFrom) throw invalid('on', `The pause began on ${pausedFrom}.`);
  const after = shifted(parts, pausedFrom, daysFrom(pausedFrom, on));
  for (const part of after) checkScheduleDay('on', part.on);
  if (after.length > maxScheduleParts) throw invalid('on', `A plan is shifted at most ${maxScheduleParts} times.`);
  return [{ type: 'ScheduleResumed', data: { on } }];
}
