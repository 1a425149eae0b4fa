import { present } from '../../documents/presence.ts';
import type { PlanEvent } from '../../events/plan.ts';
import { checkLayout, editsOf, type Facts } from './content.ts';
import type { Plan } from './state.ts';

/** Changes what a training plan says about itself. Members that are absent in `data` stay as they are. */
export type EditPlan = Readonly<{ type: 'EditPlan'; data: Partial<Facts> }>;

export function editPlan({ data }: EditPlan, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  const after = { ...document, ...data };
  const events = editsOf(document, after);
  if (events.length > 0) checkLayout(document.units, after.weeks);
  return events;
}
