import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { type ScheduleDocument, scheduleFold } from '../schedule.ts';
import type { Around, Audit } from './audit.ts';
import { planDayText, unitDifferences } from './plan.ts';
import { counted, differencesOf, listed, type Part, quoted } from './words.ts';

/** How the history of a schedule is told. */
export const scheduleAudit: Audit<ScheduleEvent, ScheduleDocument> = { fold: scheduleFold, sentence, differences };

const parts: readonly Part<ScheduleDocument>[] = [
  ['plan', ({ name }) => quoted(name)],
  ['plan in the list', ({ planId }) => planId ?? 'none'],
  ['start', ({ startsOn }) => startsOn],
  ['weeks', ({ weeks }) => String(weeks)],
  ['repeats', ({ repeats }) => (repeats === null ? 'until stopped' : String(repeats))],
  ['days', (schedule) => listed(schedule.parts.map(({ day, on }) => `${planDayText(day)} on ${on}`))],
  ['paused from', ({ pausedFrom }) => pausedFrom ?? 'no day'],
  ['ended from', ({ endedFrom }) => endedFrom ?? 'no day'],
];

function sentence(event: StreamEvent<ScheduleEvent>, { before }: Around<ScheduleDocument>): string {
  switch (event.type) {
    case 'PlanStarted': {
      const { personal, startsOn } = event.data;
      const plan = before ? `${quoted(before.name)} → ${quoted(personal.name)}` : quoted(personal.name);
      return `Plan started: ${plan} from ${startsOn}`;
    }
    case 'ScheduleShifted': {
      const { from, days } = event.data;
      return `What is due from ${from} on is due ${counted(Math.abs(days), 'day')} ${days < 0 ? 'earlier' : 'later'}`;
    }
    case 'SchedulePaused':
      return `Schedule paused from ${event.data.from}`;
    case 'ScheduleResumed':
      return `Schedule resumed on ${event.data.on}${before?.pausedFrom ? ` (paused from ${before.pausedFrom})` : ''}`;
    case 'ScheduleEnded':
      return `Schedule ended from ${before?.endedFrom ? `${before.endedFrom} → ` : ''}${event.data.from}`;
    default:
      return assertNever(event);
  }
}

function differences(before: ScheduleDocument, after: ScheduleDocument): readonly string[] {
  return [...differencesOf('Schedule', parts, before, after), ...unitDifferences(before.units, after.units)];
}
