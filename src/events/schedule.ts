import type { Event, EventTypes } from './event.ts';
import type { AccountId, Day, PlanId, PlanUnitId, UnitId } from './ids.ts';

/** The days and units of a plan, as they were when it was started. Names are in `personal`, in the order of `units`. */
export type Layout = Readonly<{
  weeks: number;
  repeats: number | null;
  units: readonly Readonly<{ planUnitId: PlanUnitId; unitId: UnitId | null; day: number }>[];
  personal: Readonly<{ name: string; units: readonly string[] }>;
}>;

/**
 * Events of the schedule of an account: on which days of the calendar it does the days of a plan. The stream has the id
 * of the account. All days are days of the athlete, without a time zone.
 */
export type ScheduleEvent =
  | PlanStarted
  /** What was due on `from` or later is due `days` days later, or earlier for a negative number. */
  | Event<'ScheduleShifted', { from: Day; days: number }>
  /** Nothing is due from this day on. */
  | Event<'SchedulePaused', { from: Day }>
  /** What was due when the pause began is due from this day on. */
  | Event<'ScheduleResumed', { on: Day }>
  /** Nothing is due any more from this day on. */
  | Event<'ScheduleEnded', { from: Day }>;

/** The schedule becomes that of another plan. The first one also creates the schedule. */
export type PlanStarted = Event<
  'PlanStarted',
  Layout & {
    userId: AccountId;
    /** Null when the plan is not known any more, after an import. */
    planId: PlanId | null;
    startsOn: Day;
  }
>;

export const scheduleEvents = {
  name: 'schedule',
  feed: { deletions: false },
  schemas: {
    PlanStarted: 1,
    ScheduleShifted: 1,
    SchedulePaused: 1,
    ScheduleResumed: 1,
    ScheduleEnded: 1,
  },
  endings: [],
} as const satisfies EventTypes<ScheduleEvent>;
