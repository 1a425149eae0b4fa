import type { PlanDocument } from '../../documents/plan.ts';
import { documentOf } from '../../documents/presence.ts';
import { layoutOf, type ScheduleDocument, type SchedulePresence } from '../../documents/schedule.ts';
import { invalid, notFound } from '../../errors.ts';
import type { Day, PlanId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { ScheduleEvent } from '../../events/schedule.ts';
import { planRepeats, planWeeks } from '../../events/training-values.ts';
import { appendBytesOf, maxAppendBytes } from '../append-size.ts';
import { checkInteger, checkName } from '../checks.ts';
import type { DecisionContext } from '../decider.ts';
import { checkLayout, checkPlanUnit } from '../plan/content.ts';
import { checkScheduleDay, conflict, isOver } from './state.ts';

/** What a schedule copies of a plan. */
type CopiedPlan = Pick<PlanDocument, 'name' | 'weeks' | 'repeats' | 'units'>;

/**
 * Starts a plan on a day. `plan` is what the plan is at this moment: later changes of it change nothing of the schedule. It is
 * null if the account has no such plan; `wasDeleted` is true if it had one.
 */
export type StartPlan = Readonly<{
  type: 'StartPlan';
  data: Readonly<{ planId: PlanId | null; startsOn: Day }>;
  plan: CopiedPlan | null;
  wasDeleted?: boolean;
}>;

export function startPlan(
  { data, plan, wasDeleted }: StartPlan,
  state: SchedulePresence,
  { by }: DecisionContext,
): ScheduleEvent[] {
  const { planId, startsOn } = data;
  if (plan === null) throw notFound('plan', wasDeleted);
  checkScheduleDay('startsOn', startsOn);
  if (plan.units.length === 0) throw invalid('startsOn', 'The plan has no units.');
  checkPlan(plan);
  const before = documentOf(state);
  if (before && isRepetition(before, { data, plan })) return [];
  if (before && !isOver(before, startsOn)) throw conflict('Another plan is not over. End it first.', before);
  const event: ScheduleEvent = { type: 'PlanStarted', data: { userId: by, planId, startsOn, ...layoutOf(plan) } };
  if (appendBytesOf([event]) > maxAppendBytes) throw invalid('startsOn', 'The plan is too large.');
  return [event];
}

/** Refuses what is not a plan. An import describes plans that no longer exist. */
function checkPlan({ name, weeks, repeats, units }: CopiedPlan): void {
  checkName('name', name);
  checkInteger('weeks', weeks, planWeeks);
  checkInteger('repeats', repeats, planRepeats);
  for (const unit of units) checkPlanUnit(unit);
  checkLayout(units, weeks);
}

/** Whether the same plan was started on the same day, and nothing has happened to the schedule since. */
const isRepetition = (
  before: ScheduleDocument,
  { data, plan }: Pick<StartPlan, 'data'> & Readonly<{ plan: CopiedPlan }>,
): boolean =>
  before.planId === data.planId &&
  before.startsOn === data.startsOn &&
  before.endedFrom === null &&
  before.pausedFrom === null &&
  isSameJson(layoutOf(before), layoutOf(plan)) &&
  isSameJson(before.parts, [{ day: 1, on: data.startsOn }]);
