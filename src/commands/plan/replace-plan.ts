import { present } from '../../documents/presence.ts';
import type { PlanEvent } from '../../events/plan.ts';
import { checkAppendSize, checkLayout, editsOf, type Facts } from './content.ts';
import type { Plan } from './state.ts';
import type { AskedPlanUnit } from './units/asked-plan-unit.ts';
import { checkedUnits } from './units/checked-units.ts';
import { differenceOf } from './units/difference.ts';

/**
 * Changes a training plan to what the data says, by the events of the difference only. Plan units that the data lacks
 * are removed.
 */
export type ReplacePlan = Readonly<{
  type: 'ReplacePlan';
  data: Facts & Readonly<{ units: readonly AskedPlanUnit[] }>;
}>;

export function replacePlan({ data }: ReplacePlan, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  const units = checkedUnits(data.units, { units: document.units, created: plan.created });
  checkLayout(units, data.weeks);
  const events = [...editsOf(document, data), ...differenceOf(document.units, units)];
  checkAppendSize(events);
  return events;
}
