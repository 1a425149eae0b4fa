import { inOrderOfDays } from '../../../documents/plan.ts';
import { present } from '../../../documents/presence.ts';
import { DomainError } from '../../../errors.ts';
import type { PlanUnitId } from '../../../events/ids.ts';
import type { PlanEvent } from '../../../events/plan.ts';
import { planDay } from '../../../events/training-values.ts';
import { checkInteger } from '../../checks.ts';
import { checkLayout } from '../content.ts';
import type { Plan } from '../state.ts';
import { reorderOf } from './difference.ts';

/** Gives every unit of a plan its day and its place in the day, in one step. */
export type ReorderPlanUnits = Readonly<{
  type: 'ReorderPlanUnits';
  data: Readonly<{ units: readonly Readonly<{ planUnitId: PlanUnitId; day: number }>[] }>;
}>;

export function reorderPlanUnits({ data: { units: asked } }: ReorderPlanUnits, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  const known = new Map(document.units.map((each) => [each.id, each]));
  const named = asked.flatMap(({ planUnitId, day }) => {
    const unit = known.get(planUnitId);
    return unit ? [{ ...unit, day }] : [];
  });
  const isComplete = named.length === asked.length && new Set(named.map(({ id }) => id)).size === known.size;
  if (!isComplete || asked.length !== known.size) {
    const message = 'Name every unit of the plan once, and no other.';
    throw new DomainError('validation', message, {
      validationErrors: [{ type: 'value_error', field: 'units', message }],
      namesUnknown: asked.some(({ planUnitId }) => plan.created.get(planUnitId) === undefined),
    });
  }
  for (const [at, { day }] of asked.entries()) checkInteger(`units.${at}.day`, day, planDay);
  const after = inOrderOfDays(named);
  checkLayout(after, document.weeks);
  return reorderOf(document.units, after);
}
