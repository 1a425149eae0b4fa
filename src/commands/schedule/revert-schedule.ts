import { documentOf, replay } from '../../documents/presence.ts';
import { type ScheduleDocument, type SchedulePresence, scheduleFold } from '../../documents/schedule.ts';
import type { StreamEvent } from '../../events/event.ts';
import { isSameJson } from '../../events/json.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';

/**
 * Restores the schedule as it was after its earlier events, by repeating them from the last start of a plan on. If no
 * plan had been started then, the present plan ends on its first day, so that nothing is due.
 */
export type RevertSchedule = Readonly<{
  type: 'RevertSchedule';
  data: Readonly<{ earlier: readonly StreamEvent<ScheduleEvent>[] }>;
}>;

export function revertSchedule({ data: { earlier } }: RevertSchedule, state: SchedulePresence): ScheduleEvent[] {
  const [now, before] = [documentOf(state), documentOf(replay(scheduleFold, earlier))];
  if (before === null) {
    if (now === null || now.endedFrom === now.startsOn) return [];
    return [{ type: 'ScheduleEnded', data: { from: now.startsOn } }];
  }
  if (now !== null && isSameJson(contentOf(now), contentOf(before))) return [];
  const start = earlier.findLastIndex(({ type }) => type === 'PlanStarted');
  return earlier.slice(start).map(({ type, data }) => ({ type, data }) as ScheduleEvent);
}

const contentOf = ({ revision: _, createdAt: _created, updatedAt: _updated, ...content }: ScheduleDocument) => content;
