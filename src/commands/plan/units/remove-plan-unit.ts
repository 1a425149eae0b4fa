import { present } from '../../../documents/presence.ts';
import { notFound } from '../../../errors.ts';
import type { PlanUnitId } from '../../../events/ids.ts';
import type { PlanEvent } from '../../../events/plan.ts';
import type { Plan } from '../state.ts';

export type RemovePlanUnit = Readonly<{ type: 'RemovePlanUnit'; data: Readonly<{ planUnitId: PlanUnitId }> }>;

export function removePlanUnit({ data: { planUnitId } }: RemovePlanUnit, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  if (!document.units.some(({ id }) => id === planUnitId)) {
    throw notFound('plan-unit', plan.created.get(planUnitId) !== undefined);
  }
  return [{ type: 'PlanUnitRemoved', data: { planUnitId } }];
}
