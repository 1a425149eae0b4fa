import type { NoData } from '../../events/event.ts';
import type { PlanEvent } from '../../events/plan.ts';

export type DeletePlan = Readonly<{ type: 'DeletePlan'; data: NoData }>;

export const deletePlan = (): PlanEvent[] => [{ type: 'PlanDeleted', data: {} }];
