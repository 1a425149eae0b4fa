import { documentOf } from '../../documents/presence.ts';
import type { SchedulePresence } from '../../documents/schedule.ts';
import { notFound } from '../../errors.ts';
import type { Day } from '../../events/ids.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { checkScheduleDay } from './state.ts';

/**
 * Ends the plan: nothing is due from a day on. What was due before remains visible. Ending it again changes the day, so that a
 * wrong one can be corrected.
 */
export type EndSchedule = Readonly<{ type: 'EndSchedule'; data: Readonly<{ from: Day }> }>;

export function endSchedule({ data: { from } }: EndSchedule, state: SchedulePresence): ScheduleEvent[] {
  const schedule = documentOf(state);
  if (!schedule) throw notFound('schedule');
  if (schedule.endedFrom === from) return [];
  checkScheduleDay('from', from);
  return [{ type: 'ScheduleEnded', data: { from } }];
}
