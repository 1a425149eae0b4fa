import type { Day, PlanId, PlanUnitId, SessionId, UnitId } from '../events/ids.ts';
import type { PlanDay } from '../events/session.ts';
import { daysPerWeek } from '../events/training-values.ts';
import type { FirstDayOfWeek, SessionStatus } from '../events/values.ts';
import { plusDays, weekdayOf } from './days.ts';
import type { ScheduleDocument } from './schedule.ts';
import { dateOf, dayOfPlace, dayOn, firstDayFrom, hasPassed, lengthOf, placeOf, unitsOnDay } from './schedule-days.ts';

/** A session that was started for a day of a plan. */
export type PlannedSession = PlanDay & Readonly<{ sessionId: SessionId; status: SessionStatus }>;

/**
 * What has become of a planned unit: a session for it was completed, or is in progress; without one, the unit is missed
 * on a day before today, due today, and planned later.
 */
export const unitStates = ['done', 'started', 'missed', 'due', 'planned'] as const;
type UnitState = (typeof unitStates)[number];

export type CurrentUnit = Readonly<{
  index: number;
  planUnitId: PlanUnitId;
  unitId: UnitId | null;
  name: string;
  state: UnitState;
  sessionId: SessionId | null;
  /** What a session names that is started for the unit; null when it is not known any more which plan this is. */
  plan: StartablePlan | null;
}>;

/** A day of a plan, and which unit of the day, as the start of a session names it. */
export type StartablePlan = Readonly<{ id: PlanId }> & PlanDay;

/** A day of the calendar with its place in the plan; null for a day that is not one of the plan. */
export type CurrentDay = Readonly<{
  date: Day;
  week: number | null;
  day: number | null;
  units: readonly CurrentUnit[];
}>;

export const scheduleStatuses = ['upcoming', 'running', 'paused', 'finished', 'ended'] as const;
type ScheduleStatus = (typeof scheduleStatuses)[number];

export type CurrentPlan = Readonly<{
  status: ScheduleStatus;
  /** The last day of the plan; null when it has none, or when it is not known because of a pause. */
  endsOn: Day | null;
  today: CurrentDay;
  thisWeek: readonly CurrentDay[];
  /** The first day, today or later, with a unit that is not done. */
  next: CurrentDay | null;
  /** The days of the last `missedDays` days with units that were missed, the newest first. */
  missed: readonly CurrentDay[];
}>;

/** How many days before today are searched for missed units. */
const missedDays = 90;

type Asked = Readonly<{
  schedule: ScheduleDocument;
  today: Day;
  firstDayOfWeek: FirstDayOfWeek;
  sessions: readonly PlannedSession[];
}>;

/** What of a plan is due today, in this week and next, and what was missed. */
export function currentPlanOf({ schedule, today, firstDayOfWeek, sessions }: Asked): CurrentPlan {
  const states = statesOf(sessions);
  const on = (date: Day) => currentDayOf(schedule, { date, today, states });
  const begin = weekBefore(today, firstDayOfWeek);
  const before = Array.from({ length: missedDays }, (_, at) => on(plusDays(today, -1 - at)));
  return {
    ...{ status: statusOf(schedule, today), endsOn: endOf(schedule), today: on(today) },
    thisWeek: Array.from({ length: daysPerWeek }, (_, at) => on(plusDays(begin, at))),
    next: nextOf({ schedule, today, states }, on),
    missed: before.filter(({ units }) => units.some(({ state }) => state === 'missed')),
  };
}

/** The first day of the week that a day is in. */
function weekBefore(day: Day, firstDayOfWeek: FirstDayOfWeek): Day {
  const first = { sunday: 0, monday: 1, saturday: 6 }[firstDayOfWeek];
  return plusDays(day, -((weekdayOf(day) - first + daysPerWeek) % daysPerWeek));
}

type States = ReadonlyMap<string, PlannedSession>;

const keyOf = ({ week, day, index }: PlanDay): string => `${week} ${day} ${index}`;

/** For each planned unit the session that was completed for it, otherwise one in progress. Aborted ones do not count. */
function statesOf(sessions: readonly PlannedSession[]): States {
  const states = new Map<string, PlannedSession>();
  for (const session of sessions) {
    if (session.status === 'aborted' || states.get(keyOf(session))?.status === 'completed') continue;
    states.set(keyOf(session), session);
  }
  return states;
}

function currentDayOf(
  schedule: ScheduleDocument,
  { date, today, states }: Readonly<{ date: Day; today: Day; states: States }>,
): CurrentDay {
  const planned = dayOn(schedule, date);
  if (planned === null) return { date, week: null, day: null, units: [] };
  const place = placeOf(planned);
  const open = date < today ? 'missed' : date === today ? 'due' : 'planned';
  const units = unitsOnDay(schedule, planned).map(({ id, unitId, name }, index): CurrentUnit => {
    const session = states.get(keyOf({ ...place, index }));
    const state = session ? (session.status === 'completed' ? 'done' : 'started') : open;
    const plan = schedule.planId && { id: schedule.planId, ...place, index };
    return { index, planUnitId: id, unitId, name, state, sessionId: session?.sessionId ?? null, plan };
  });
  return { date, ...place, units };
}

function nextOf(
  { schedule, today, states }: Readonly<{ schedule: ScheduleDocument; today: Day; states: States }>,
  on: (date: Day) => CurrentDay,
): CurrentDay | null {
  const first = firstDayFrom(schedule.parts, today);
  // Each round through the weeks of the plan has at least one unit. So if n units were done ahead, at least one unit of
  // n + 1 rounds is not done.
  const ahead = [...states.values()].filter((session) => dayOfPlace(session) >= first);
  const end = Math.min(lengthOf(schedule), first + (ahead.length + 1) * schedule.weeks * daysPerWeek - 1);
  for (let day = first; day <= end; day += 1) {
    const date = dateOf(schedule, day);
    const found = date === null ? null : on(date);
    if (found?.units.some(({ state }) => state !== 'done')) return found;
  }
  return null;
}

function endOf(schedule: ScheduleDocument): Day | null {
  if (schedule.endedFrom !== null) return plusDays(schedule.endedFrom, -1);
  const length = lengthOf(schedule);
  return Number.isFinite(length) ? dateOf(schedule, length) : null;
}

/** What has become of the plan on a day. */
export function statusOf(schedule: ScheduleDocument, today: Day): ScheduleStatus {
  const { endedFrom, pausedFrom, parts, startsOn } = schedule;
  if (endedFrom !== null && endedFrom <= today) return 'ended';
  if (hasPassed(schedule, today)) return 'finished';
  if (pausedFrom !== null && pausedFrom <= today) return 'paused';
  return (parts[0]?.on ?? startsOn) > today ? 'upcoming' : 'running';
}
