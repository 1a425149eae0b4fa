import { type PlanCommand, plan } from '../../commands/plan/decider.ts';
import type { PlanDocument } from '../../documents/plan.ts';
import { shownTo } from '../../documents/sharing.ts';
import type { PlanId } from '../../events/ids.ts';
import { type Commands, commandsTo } from '../commands-to.ts';

type PlanCommands = Commands<PlanId, PlanCommand, PlanDocument>;

/** How the routes of training plans, and of the units in them, send commands. */
export const { change: changePlan, createIn: createInPlan }: PlanCommands = commandsTo(plan, {
  what: 'plan',
  path: '/api/v1/training-plans',
  shownTo,
});
