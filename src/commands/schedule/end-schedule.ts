import { documentOf } from '../../documents/presence.ts';
import type { SchedulePresence } from '../../documents/schedule.ts';
import type { Day } from '../../events/ids.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { checkScheduleDay, runningPlan } from './state.ts';

/** Ends the plan: nothing is due from a day on. What was due before remains visible. */
export type EndSchedule = Readonly<{ type: 'EndSchedule'; data: Readonly<{ from: Day }> }>;

export function endSchedule({ data: { from } }: EndSchedule, state: SchedulePresence): ScheduleEvent[] {
  if (documentOf(state)?.endedFrom === from) return [];
  runningPlan(state);
  checkScheduleDay('from', from);
  return [{ type: 'ScheduleEnded', data: { from } }];
}
