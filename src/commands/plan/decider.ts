import type { PlanPresence } from '../../documents/plan.ts';
import { present } from '../../documents/presence.ts';
import { assertNever } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import type { PlanEvent } from '../../events/plan.ts';
import type { Access } from '../../events/values.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { admitToShared, decideSharing, neededToShare, type SharingCommand } from '../sharing/sharing.ts';
import { type ArchivePlan, archivePlan } from './archive-plan.ts';
import { type CreatePlan, createPlan } from './create-plan.ts';
import { type DeletePlan, deletePlan } from './delete-plan.ts';
import { type EditPlan, editPlan } from './edit-plan.ts';
import { type ReplacePlan, replacePlan } from './replace-plan.ts';
import { type RestorePlan, restorePlan } from './restore-plan.ts';
import { type RevertPlan, revertPlan } from './revert-plan.ts';
import { admitCreation, claimsOf, evolve, initial, type Plan } from './state.ts';
import { type AddPlanUnit, addPlanUnit } from './units/add-plan-unit.ts';
import { type EditPlanUnit, editPlanUnit } from './units/edit-plan-unit.ts';
import { type RemovePlanUnit, removePlanUnit } from './units/remove-plan-unit.ts';
import { type ReorderPlanUnits, reorderPlanUnits } from './units/reorder-plan-units.ts';

export type PlanCommand =
  | CreatePlan
  | ReplacePlan
  | RevertPlan
  | EditPlan
  | ArchivePlan
  | RestorePlan
  | DeletePlan
  | AddPlanUnit
  | EditPlanUnit
  | RemovePlanUnit
  | ReorderPlanUnits
  | SharingCommand;

/** The decider of a training plan: which training units an athlete does on which days. */
export const plan: Decider<Plan, PlanCommand, PlanEvent, PlanPresence> = {
  category: 'plan',
  initial,
  evolve,
  admit,
  decide,
  admitReader: (state, by) => admitToShared(state, by, 'read', 'plan'),
  presence: ({ presence }) => presence,
  occurredAt: () => null,
  claims: claimsOf,
  quota: { kind: 'plans', counts: ({ presence }) => presence.kind === 'present' },
};

function admit(command: PlanCommand, state: Plan, { by }: DecisionContext): void {
  if (command.type === 'CreatePlan' || command.type === 'RevertPlan') admitCreation(state, by);
  else admitToShared(state, by, neededFor(command, by), 'plan');
}

/** What a command needs: accounts with the right to write may edit, all else is for the owner. */
function neededFor(command: PlanCommand, by: AccountId): Access {
  switch (command.type) {
    case 'CreatePlan':
    case 'RevertPlan':
    case 'ArchivePlan':
    case 'RestorePlan':
    case 'DeletePlan':
      return 'owner';
    case 'ChangeSharing':
    case 'GrantAccess':
    case 'EndAccess':
      return neededToShare(command, by);
    case 'ReplacePlan':
    case 'EditPlan':
    case 'AddPlanUnit':
    case 'EditPlanUnit':
    case 'RemovePlanUnit':
    case 'ReorderPlanUnits':
      return 'write';
    default:
      return assertNever(command);
  }
}

function decide(command: PlanCommand, state: Plan, context: DecisionContext): readonly PlanEvent[] {
  switch (command.type) {
    case 'CreatePlan':
      return createPlan(command, state, context);
    case 'ReplacePlan':
      return replacePlan(command, state);
    case 'RevertPlan':
      return revertPlan(command, state);
    case 'EditPlan':
      return editPlan(command, state);
    case 'ArchivePlan':
      return archivePlan(state);
    case 'RestorePlan':
      return restorePlan(state);
    case 'DeletePlan':
      return deletePlan();
    case 'AddPlanUnit':
      return addPlanUnit(command, state);
    case 'EditPlanUnit':
      return editPlanUnit(command, state);
    case 'RemovePlanUnit':
      return removePlanUnit(command, state);
    case 'ReorderPlanUnits':
      return reorderPlanUnits(command, state);
    case 'ChangeSharing':
    case 'GrantAccess':
    case 'EndAccess':
      return decideSharing(command, present(state.presence, 'plan').document);
    default:
      return assertNever(command);
  }
}
