import { documentOf } from '../../documents/presence.ts';
import type { ScheduleDocument, SchedulePresence } from '../../documents/schedule.ts';
import { hasPassed } from '../../documents/schedule-days.ts';
import { DomainError, invalid, notFound } from '../../errors.ts';
import type { Day } from '../../events/ids.ts';
import { scheduleDays } from '../../events/schedule-values.ts';
import { isDay } from '../../events/values.ts';

/** The plan that is being done. Refuses when there is none, or when it has ended. */
export function runningPlan(state: SchedulePresence): ScheduleDocument {
  const document = documentOf(state);
  if (!document) throw notFound('schedule');
  if (document.endedFrom !== null) throw conflict('The plan has ended.', document);
  return document;
}

/** The refusal of a command that does not fit what the schedule is. It names the plan. */
export const conflict = (message: string, { id, planId, name }: ScheduleDocument): DomainError =>
  new DomainError('schedule-conflict', message, { related: [{ id: planId ?? id, name }] });

/** Refuses a text that is not a day, and days that are too far away. */
export function checkScheduleDay(field: string, day: Day): void {
  if (isDay(day) && day >= scheduleDays.first && day <= scheduleDays.last) return;
  throw invalid(field, `This is not a day from ${scheduleDays.first} to ${scheduleDays.last}.`);
}

/** Whether another plan can take the place of a plan on a day: it was ended, or all its days are over by then. */
export const isOver = (schedule: ScheduleDocument, day: Day): boolean =>
  schedule.endedFrom !== null || hasPassed(schedule, day);
