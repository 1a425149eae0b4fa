import type { PlanDocument } from '../../documents/plan.ts';
import { DomainError } from '../../errors.ts';
import type { PlanId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { PlanCreated, PlanEvent } from '../../events/plan.ts';
import { isSameCopy } from '../creation.ts';
import type { DecisionContext } from '../decider.ts';
import { checkAppendSize, checkFacts, checkLayout, type Facts, factsDataOf } from './content.ts';
import type { Plan } from './state.ts';
import { isRepeatedUnit } from './units/add-plan-unit.ts';
import type { AskedPlanUnit } from './units/asked-plan-unit.ts';
import { checkedUnits } from './units/checked-units.ts';
import { differenceOf } from './units/difference.ts';

/** Creates a training plan with its units. Those of a day are in the order of the list. */
export type CreatePlan = Readonly<{
  type: 'CreatePlan';
  data: Facts & Pick<PlanDocument, 'copyOf'> & Readonly<{ planId: PlanId; units: readonly AskedPlanUnit[] }>;
}>;

export function createPlan({ data }: CreatePlan, plan: Plan, { by }: DecisionContext): PlanEvent[] {
  const { planId, copyOf, units: asked } = data;
  const created = { planId, userId: by, copyOf, ...factsDataOf(data) };
  if (plan.presence.kind !== 'absent') {
    if (plan.presence.kind === 'present' && isRepetition(created, asked, plan)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkFacts(data);
  const units = checkedUnits(asked, { units: [], created: plan.created.with(planId, {}) });
  checkLayout(units, data.weeks);
  const events: PlanEvent[] = [{ type: 'PlanCreated', data: created }, ...differenceOf([], units)];
  checkAppendSize(events);
  return events;
}

/**
 * Whether the command that created the plan had the same content. The same copy under the same name is always a
 * repetition: the source may have changed since.
 */
function isRepetition(created: PlanCreated['data'], asked: readonly AskedPlanUnit[], plan: Plan): boolean {
  const earlier = plan.created.get(created.planId);
  if (created.copyOf !== null) return isSameCopy(created, earlier);
  return (
    plan.creation?.events === 1 + asked.length &&
    isSameJson(earlier, created) &&
    asked.every((each) => isRepeatedUnit(each, plan))
  );
}
