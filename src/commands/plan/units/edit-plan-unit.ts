import { type PlanUnitDocument, planUnitDataOf } from '../../../documents/plan.ts';
import { present } from '../../../documents/presence.ts';
import { invalid, notFound } from '../../../errors.ts';
import type { PlanUnitId, UnitId } from '../../../events/ids.ts';
import type { PlanEvent } from '../../../events/plan.ts';
import { checkPlanUnit, isSameUnit } from '../content.ts';
import type { Plan } from '../state.ts';
import { checkDay } from './add-plan-unit.ts';
import { describedUnit, type UnitReference } from './asked-plan-unit.ts';

/**
 * Changes a plan unit, or moves it to another day or another place of its day. Members that are absent in `data` stay
 * as they are. Without `order`, the plan unit becomes the last one of another day.
 */
export type EditPlanUnit = Readonly<{
  type: 'EditPlanUnit';
  data: Readonly<{
    planUnitId: PlanUnitId;
    unitId?: UnitId | null;
    name?: string;
    day?: number;
    order?: number;
    reference?: UnitReference;
  }>;
}>;

export function editPlanUnit({ data }: EditPlanUnit, plan: Plan): PlanEvent[] {
  const { document } = present(plan.presence, 'plan');
  const { planUnitId, order: asked, reference } = data;
  const before = document.units.find(({ id }) => id === planUnitId);
  if (!before) throw notFound('plan-unit', plan.created.get(planUnitId) !== undefined);
  const { unitId = before.unitId, day = before.day } = data;
  const name = data.name ?? (unitId === null ? before.name : null);
  const after = describedUnit({ planUnitId, unitId, name, day, ...(reference !== undefined && { reference }) }, before);
  const isSame = isSameUnit(before, after);
  if (!isSame || day !== before.day) checkPlanUnit(after);
  const edit: PlanEvent = { type: 'PlanUnitEdited', data: { planUnitId, ...planUnitDataOf(after) } };
  const order = placeIn(document.units, before, day, asked);
  if (day === before.day && order === before.order) return isSame ? [] : [edit];
  checkDay(after, document.weeks);
  const move: PlanEvent = { type: 'PlanUnitMoved', data: { planUnitId, day, order } };
  return isSame ? [move] : [edit, move];
}

/** The place within its day that the command gives the plan unit. Refuses a place that would leave a gap. */
function placeIn(
  units: readonly PlanUnitDocument[],
  before: PlanUnitDocument,
  day: number,
  asked: number | undefined,
): number {
  const others = units.filter((each) => each.day === day && each !== before).length;
  const order = asked ?? (day === before.day ? before.order : others);
  if (order < 0 || order > others) throw invalid('order', `The day has ${others} other units.`);
  return order;
}
