import { schedule as scheduleDecider } from '../../commands/schedule/decider.ts';
import type { Templates } from '../../commands/session/start-session.ts';
import type { StartablePlan } from '../../documents/current-plan.ts';
import { localDay } from '../../documents/local-day.ts';
import type { PlanUnitDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import type { ScheduleDocument } from '../../documents/schedule.ts';
import { dayOfPlace, lengthOf, unitsOnDay } from '../../documents/schedule-days.ts';
import type { Instant, PlanId, TimeZone, UnitId } from '../../events/ids.ts';
import type { PlanDay } from '../../events/session.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { readablePlan } from '../training-plans/readable-plan.ts';
import { type StartedUnit, startedUnit } from './started-unit.ts';

/** The plan that a session is started from, as the command names it, and its unit on that day; null without one. */
type StartedPlan = Readonly<{ template: Templates['plan']; unit: PlanUnitDocument | null }>;

/** What a session is started from: a day of a plan, a unit, or neither. */
type Asked = Readonly<{ plan: StartablePlan | null; unitId: UnitId | null }>;

/** The plan and the unit that a session is started from, as the command names them, and the exercises of the unit. */
type StartedTemplates = Readonly<{ plan: Templates['plan']; unit: StartedUnit }>;

/** Reads what a session is started from. The unit of a plan may be a name only, such as a run in the park. */
export async function startedTemplates(
  deps: Dependencies,
  caller: Caller,
  { plan, unitId }: Asked,
  start: Start,
): Promise<StartedTemplates> {
  const { template, unit } = await startedPlan(deps, caller, plan, start);
  if (unit?.unitId === null) {
    return { plan: template, unit: { template: { id: null, name: unit.name }, exercises: new Map() } };
  }
  return { plan: template, unit: await startedUnit(deps, caller, unit?.unitId ?? unitId, start) };
}

type Start = Readonly<{ startedAt: Instant; timezone: TimeZone }>;
type Layout = Pick<ScheduleDocument, 'name' | 'weeks' | 'repeats' | 'units'>;

/**
 * Finds the unit that a plan has on a day. A plan that the caller is doing is as it was when it was started, also if it was
 * changed or deleted since, because `/training-plans/current` shows it like that.
 */
async function startedPlan(
  deps: Dependencies,
  caller: Caller,
  asked: StartablePlan | null,
  start: Start,
): Promise<StartedPlan> {
  if (asked === null) return { template: null, unit: null };
  const { id, week, day, index } = asked;
  const named = { id, day: { week, day, index } };
  const running = await runningPlan(deps, caller, id, start);
  const found = running ? { plan: running } : await readablePlan(deps, caller, id);
  if (!found.plan) return { template: { ...named, name: null, wasDeleted: found.wasDeleted }, unit: null };
  const unit = unitOn(found.plan, named.day);
  return { template: { ...named, name: found.plan.name, hasUnit: unit !== null }, unit };
}

/** The plan as the caller does it on the day of the start; null if the caller does not do this plan then. */
async function runningPlan(
  deps: Dependencies,
  { account }: Caller,
  id: PlanId,
  { startedAt, timezone }: Start,
): Promise<Layout | null> {
  const schedule = documentOf(await deps.readAggregate(scheduleDecider, account.id));
  if (schedule?.planId !== id) return null;
  const { endedFrom } = schedule;
  return endedFrom === null || localDay(startedAt, timezone) < endedFrom ? schedule : null;
}

function unitOn(plan: Layout, { index, ...place }: PlanDay): PlanUnitDocument | null {
  const day = dayOfPlace(place);
  return day > lengthOf(plan) ? null : (unitsOnDay(plan, day)[index] ?? null);
}
