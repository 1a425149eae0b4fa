import { type PlanUnitDocument, planUnitDataOf } from '../../../documents/plan.ts';
import { present } from '../../../documents/presence.ts';
import { DomainError, invalid } from '../../../errors.ts';
import { isSameJson } from '../../../events/json.ts';
import type { PlanEvent } from '../../../events/plan.ts';
import { daysPerWeek, maxPlanUnits } from '../../../events/training-values.ts';
import { checkPlanUnit } from '../content.ts';
import type { Plan } from '../state.ts';
import { type AskedPlanUnit, describedUnit } from './asked-plan-unit.ts';

/** Adds a training unit to a plan, as the last one of a day. */
export type AddPlanUnit = Readonly<{ type: 'AddPlanUnit'; data: AskedPlanUnit }>;

export function addPlanUnit({ data: asked }: AddPlanUnit, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  const { planUnitId } = asked;
  if (plan.created.get(planUnitId)) {
    if (document.units.some(({ id }) => id === planUnitId) && isRepeatedUnit(asked, plan)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  const described = describedUnit(asked);
  checkPlanUnit(described);
  checkDay(described, document.weeks);
  if (document.units.length >= maxPlanUnits) {
    throw invalid('day', `A training plan has at most ${maxPlanUnits} units.`);
  }
  return [addedEvent(described)];
}

export const addedEvent = (unit: PlanUnitDocument): PlanEvent => ({
  type: 'PlanUnitAdded',
  data: { planUnitId: unit.id, ...planUnitDataOf(unit), day: unit.day },
});

/** Refuses a day after the last week of the plan. */
export function checkDay({ day }: Pick<PlanUnitDocument, 'day'>, weeks: number): void {
  if (day > weeks * daysPerWeek) throw invalid('day', `This day is after the last of ${weeks} weeks.`);
}

/**
 * Whether a request asks for the same plan unit as the command that has added it. A request without a name counts as one
 * with the name of that command, because the training unit may have been renamed since.
 */
export function isRepeatedUnit(asked: AskedPlanUnit, { created }: Pick<Plan, 'created'>): boolean {
  const first = created.get(asked.planUnitId) as Extract<PlanEvent, { type: 'PlanUnitAdded' }>['data'] | undefined;
  if (!first || !('planUnitId' in first)) return false;
  const { planUnitId, unitId, name, day } = asked;
  return isSameJson(first, { planUnitId, unitId, personal: { name: name ?? first.personal.name }, day });
}
