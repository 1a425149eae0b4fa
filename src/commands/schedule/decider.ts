import { documentOf } from '../../documents/presence.ts';
import { type SchedulePresence, scheduleFold } from '../../documents/schedule.ts';
import { assertNever, DomainError } from '../../errors.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import type { Decider } from '../decider.ts';
import { type EndSchedule, endSchedule } from './end-schedule.ts';
import { type PauseSchedule, pauseSchedule } from './pause-schedule.ts';
import { type ResumeSchedule, resumeSchedule } from './resume-schedule.ts';
import { type RevertSchedule, revertSchedule } from './revert-schedule.ts';
import { type ShiftSchedule, shiftSchedule } from './shift-schedule.ts';
import { type StartPlan, startPlan } from './start-plan.ts';

export type ScheduleCommand = StartPlan | ShiftSchedule | PauseSchedule | ResumeSchedule | EndSchedule | RevertSchedule;

/** The decider of the schedule of an account: on which days it does the days of a plan. */
export const schedule: Decider<SchedulePresence, ScheduleCommand, ScheduleEvent, SchedulePresence> = {
  ...scheduleFold,
  category: 'schedule',
  admit(_, state, { by }) {
    if ((documentOf(state)?.id ?? by) === by) return;
    throw new DomainError('not-permitted', 'A schedule belongs to its account.');
  },
  decide(command, state, context) {
    switch (command.type) {
      case 'StartPlan':
        return startPlan(command, state, context);
      case 'ShiftSchedule':
        return shiftSchedule(command, state);
      case 'PauseSchedule':
        return pauseSchedule(command, state);
      case 'ResumeSchedule':
        return resumeSchedule(command, state);
      case 'EndSchedule':
        return endSchedule(command, state);
      case 'RevertSchedule':
        return revertSchedule(command, state);
      default:
        return assertNever(command);
    }
  },
  presence: (state) => state,
  occurredAt: () => null,
  claims: () => [],
};
